/**
 * Brings the service worker to the page, after everything else has loaded, so that this page opens without a line
 * the next time. Browsers that have none, or pages without https, go on without it.
 */
export function keepOffline(worker: string | undefined): void {
  if (!worker || !('serviceWorker' in navigator)) return
  const begin = () => void bring(worker).catch(() => {})
  if (document.readyState === 'complete') begin()
  else addEventListener('load', begin, { once: true })
}

async function bring(address: string): Promise<void> {
  const { serviceWorker } = navigator
  // A page that the worker has brought itself needs no second look; one from before it came is shown to it.
  const known = serviceWorker.controller !== null
  await serviceWorker.register(address, { scope: '/' })
  if (known) return
  const { active } = await serviceWorker.ready
  const files = performance
    .getEntriesByType('resource')
    .map((entry) => entry.name)
    .filter((name) => name.startsWith(`${location.origin}/assets/`))
  active?.postMessage({ page: location.href, files })
}
