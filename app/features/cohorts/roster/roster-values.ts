import type { Role } from '#app/access/actor.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { plainHead } from '../../imports/columns.ts'

const LANGUAGES: Record<Locale, string> = {
  kk: 'kk|kaz|kz|kazakh|қаз|каз|қазақ|казахский|каз яз|қазақша|қазақ тілі|на казахском|казахский язык|қазақ тілінде',
  ru: 'ru|rus|russian|рус|орыс|русский|русс|орысша|орыс тілі|на русском|русский язык|орыс тілінде',
  en: 'en|eng|english|анг|англ|ағылшын|английский|ағылшынша|ағылшын тілі|английский язык',
}
const ROLES: Record<Role, string> = {
  participant: 'participant|участник|слушатель|қатысушы|тыңдаушы|student|learner',
  instructor: 'instructor|преподаватель|проверяющий|оқытушы|teacher|тексеруші|marker',
  lead: 'lead|ведущий преподаватель|старший проверяющий|жетекші оқытушы|lead instructor',
  admin:
    'admin|administrator|администратор|әкімші|sitereadministrator|systemadministrator|districtadministrator|siteadministrator',
  observer: 'observer|наблюдатель|бақылаушы',
}

const lookup = <T extends string>(table: Record<T, string>): Map<string, T> =>
  new Map(
    Object.entries<string>(table).flatMap(([value, names]) =>
      names.split('|').map((name) => [name, value as T] as const),
    ),
  )
const languages = lookup(LANGUAGES)
const roleNames = lookup(ROLES)

/** The language that a cell names in any of the languages; null where it names none. */
export const readLanguage = (written: string): Locale | null => languages.get(plainHead(written)) ?? null

/** The role that a cell names in any of the languages, or in OneRoster's words; null where it names none. */
export const readRole = (written: string): Role | null => roleNames.get(plainHead(written)) ?? null
