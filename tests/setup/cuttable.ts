import net from 'node:net'

/** A TCP proxy that can be cut like a cable. */
export type Cable = { url: string; cut(): void; mend(): Promise<void>; close(): Promise<void> }

/** Opens a cable to the database at `url`; the same port is used again after mending. */
export async function openCable(url: string): Promise<Cable> {
  const target = new URL(url)
  const open = new Set<net.Socket>()
  let server: net.Server
  let port = 0
  const listen = () =>
    new Promise<void>((listening) => {
      server = net.createServer((near) => {
        const far = net.connect(Number(target.port), target.hostname)
        for (const socket of [near, far]) {
          open.add(socket)
          socket.on('close', () => open.delete(socket))
          socket.on('error', () => {})
        }
        near.pipe(far).pipe(near)
      })
      server.listen(port, '127.0.0.1', () => {
        port = (server.address() as net.AddressInfo).port
        listening()
      })
    })
  const cut = () => {
    server.close()
    for (const socket of open) socket.destroy()
  }
  await listen()
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String(port)
  return {
    url: through.href,
    cut,
    mend: listen,
    close: async () => cut(),
  }
}
