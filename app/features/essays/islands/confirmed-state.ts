import { get, update } from 'idb-keyval'

/** What the server last confirmed about an attempt: a cached page starts from it. */
export type ConfirmedState = {
  text: string
  revision: number
  /** ISO instant. */
  deadline: string
  /** Milliseconds by which the server's clock was ahead of the device's. */
  ahead: number
  receipt: string | null
  /** Time of the receipt, formatted for display. */
  savedAt: string | null
}

/**
 * Stores the confirmed state on the device, by the draft's address; the service worker deletes it at sign-out. Where the
 * browser refuses storage, a reload offline shows the page as it was last loaded.
 */
export function openConfirmedState(address: string) {
  const key = `alqa:page:${address}`
  // Without a service worker no page is cached, and nothing would delete the stored state.
  if (!('serviceWorker' in navigator)) return { read: async () => undefined, save: async () => {} }
  return {
    read: (): Promise<Partial<ConfirmedState> | undefined> =>
      get<Partial<ConfirmedState>>(key).catch(() => undefined),
    save: (facts: Partial<ConfirmedState>): Promise<void> =>
      update<Partial<ConfirmedState>>(key, (old = {}) => ({ ...old, ...facts })).catch(() => {}),
  }
}
