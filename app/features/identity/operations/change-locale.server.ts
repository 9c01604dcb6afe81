import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'

/** Remembers the language of the person who acts; for a visitor there is nothing to remember here. */
export async function changeLocale(ctx: Ctx, locale: Locale): Promise<void> {
  if (ctx.actor.kind !== 'person') return
  await ctx.db.updateTable('person').set({ locale }).where('id', '=', ctx.actor.id).execute()
}
