// Everything that no other route knows: the friendly "not here" of root.tsx, in the user's language.
const notHere = () => {
  throw new Response(null, { status: 404 })
}

export const loader = notHere
export const action = notHere

export default function NotHere() {
  return null
}
