/** Answers an archive to be saved under a name; nothing on the way keeps it. */
export const zipAnswer = (zip: ReadableStream<Uint8Array>, name: string): Response =>
  new Response(zip, {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  })
