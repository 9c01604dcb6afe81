/** The process lives; says nothing of the database. */
export const loader = () => new Response('ok\n', { headers: { 'Content-Type': 'text/plain' } })
