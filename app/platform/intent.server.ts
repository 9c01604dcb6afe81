/**
 * What a form's button asks for: one of `intents`, the first of them where the form names none. Throws 400 for any
 * other: no button of ours sends it.
 */
export function intentOf<Intent extends string>(
  form: FormData,
  intents: readonly [Intent, ...Intent[]],
): Intent {
  const named = form.get('intent')
  if (named === null) return intents[0]
  const intent = intents.find((one) => one === named)
  if (!intent) throw new Response(null, { status: 400 })
  return intent
}
