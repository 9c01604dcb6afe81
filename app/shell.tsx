import { localeNames, locales } from '#app/i18n/locales.ts'
import type { MessageKey } from '#app/i18n/messages.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { AccountMenu, BottomTabs, Languages, type NavLink, TopBar } from '#app/ui/top-bar.tsx'
import type { Role } from './access/actor.ts'
import { paths } from './paths.ts'

/** The signed-in person as the frame of a page needs it; `doors` are the addresses of the places open to the role. */
export type ShellPerson = { name: string; role: Role; doors: string[] }

type Place = { href: string; label: MessageKey; under: string[] }

const places: Place[] = [
  { href: paths.today(), label: 'site.nav.today', under: ['/today'] },
  { href: paths.calendar(), label: 'site.nav.lessons', under: ['/calendar', '/lessons'] },
  { href: paths.essays(), label: 'site.nav.essays', under: ['/essays'] },
  { href: paths.progress(), label: 'site.nav.progress', under: ['/progress'] },
  { href: paths.grade(), label: 'site.nav.grade', under: ['/grade'] },
  { href: paths.release(), label: 'site.nav.release', under: ['/grade/release'] },
  { href: paths.admin(), label: 'site.nav.overview', under: ['/admin'] },
  { href: paths.adminProgress(), label: 'site.nav.cohortProgress', under: ['/admin/progress'] },
  { href: paths.adminEssays(), label: 'site.nav.essays', under: ['/admin/essays'] },
  { href: paths.people(), label: 'site.nav.people', under: ['/admin/people'] },
  { href: paths.cohorts(), label: 'site.nav.cohorts', under: ['/admin/cohorts'] },
  { href: paths.adminLessons(), label: 'site.nav.adminLessons', under: ['/admin/lessons'] },
  { href: paths.jobs(), label: 'site.nav.jobs', under: ['/admin/jobs'] },
]

const within = (pathname: string, root: string): boolean =>
  pathname === root || pathname.startsWith(`${root}/`)

function useLinks(person: ShellPerson, pathname: string): NavLink[] {
  const { t } = useI18n()
  const open = places.filter((place) => person.doors.includes(place.href))
  // The most exact place is the current one: /grade/release is not also /grade.
  const current = open
    .flatMap((place) => place.under.filter((root) => within(pathname, root)).map((root) => ({ place, root })))
    .sort((a, b) => b.root.length - a.root.length)[0]?.place
  return open.map((place) => ({ href: place.href, label: t(place.label), current: place === current }))
}

/** "Айгерім Сәрсенова" → "АС". */
export function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toLocaleUpperCase('kk')
}

const shortNames = { kk: 'Қаз', ru: 'Рус', en: 'Eng' }

/** The bar above a page, for visitors and for every role. `here` is the address to come back to. */
export function ShellBar({
  person,
  pathname,
  here,
}: {
  person: ShellPerson | null
  pathname: string
  here: string
}) {
  const { t, locale } = useI18n()
  const languages = locales.map((lang) => ({
    lang,
    label: localeNames[lang],
    short: shortNames[lang],
    href: paths.language(lang, here),
    current: lang === locale,
  }))
  const choice = <Languages label={t('site.language')} links={languages} />
  if (!person) {
    return (
      <TopBar brandHref={paths.home()}>
        {choice}
        {!within(pathname, paths.signIn()) && <a href={paths.signIn()}>{t('site.nav.signIn')}</a>}
      </TopBar>
    )
  }
  return <PersonBar person={person} pathname={pathname} choice={choice} />
}

function PersonBar({
  person,
  pathname,
  choice,
}: {
  person: ShellPerson
  pathname: string
  choice: React.ReactNode
}) {
  const { t } = useI18n()
  return (
    <TopBar
      brandHref={paths.home()}
      nav={useLinks(person, pathname)}
      navLabel={t('site.nav.label')}
      staff={person.role !== 'participant'}
    >
      {choice}
      <AccountMenu
        initials={initialsOf(person.name)}
        label={t('site.nav.account', { name: person.name })}
        about={`${person.name} · ${t(`site.role.${person.role}`)}`}
        links={[
          {
            href: paths.account(),
            label: t('site.nav.settings'),
            current: within(pathname, paths.account()),
          },
        ]}
      >
        <form method="post" action={paths.signOut()}>
          <button type="submit">{t('site.nav.signOut')}</button>
        </form>
      </AccountMenu>
    </TopBar>
  )
}

/** The same places at the thumb on phones, for participants; staff keep them in the bar. */
export function ShellTabs({ person, pathname }: { person: ShellPerson; pathname: string }) {
  const { t } = useI18n()
  const links = useLinks(person, pathname)
  return person.role === 'participant' ? <BottomTabs label={t('site.nav.label')} links={links} /> : null
}
