import { get, update } from 'idb-keyval'

/** What the server last confirmed about an attempt; with it a page that comes from this device goes on where it was. */
export type KnownPage = {
  text: string
  revision: number
  /** ISO instant. */
  deadline: string
  /** Milliseconds by which the server's clock was ahead of the device's. */
  ahead: number
  receipt: string | null
  /** When the receipt was given, as shown. */
  savedAt: string | null
}

/**
 * Keeps that on the device, by the draft's address; the service worker deletes it at sign-out. Where the browser
 * refuses, a reload without a line shows what the page was when it was last loaded.
 */
export function openKnownPage(address: string) {
  const key = `alqa:page:${address}`
  // Without a service worker no page comes from this device, and nobody would delete what is noted.
  if (!('serviceWorker' in navigator)) return { read: async () => undefined, note: async () => {} }
  return {
    read: (): Promise<Partial<KnownPage> | undefined> => get<Partial<KnownPage>>(key).catch(() => undefined),
    note: (facts: Partial<KnownPage>): Promise<void> =>
      update<Partial<KnownPage>>(key, (old = {}) => ({ ...old, ...facts })).catch(() => {}),
  }
}
