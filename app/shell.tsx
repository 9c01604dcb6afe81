import { localeNames, locales } from '#app/i18n/locales.ts'
import type { MessageKey } from '#app/i18n/messages.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { AccountMenu, Languages, NavLinks, TopBar } from '#app/ui/top-bar.tsx'
import type { Role } from './access/actor.ts'
import { type Action, may } from './access/permissions.ts'
import { paths } from './paths.ts'
import { CachedHtml } from './ui/cached-html.tsx'

/** The signed-in person as the frame of a page needs it. */
export type ShellPerson = { name: string; role: Role }

/** A place of the platform, open to the roles that may do `action`. */
type Place = { href: string; label: MessageKey; action: Action }

const places: Place[] = [
  { href: paths.today(), label: 'site.nav.today', action: 'course.read' },
  { href: paths.calendar(), label: 'site.nav.lessons', action: 'course.read' },
  { href: paths.practice(), label: 'site.nav.practice', action: 'practice.read' },
  { href: paths.essays(), label: 'site.nav.essays', action: 'essay.list' },
  { href: paths.progress(), label: 'site.nav.progress', action: 'progress.read.own' },
  { href: paths.admin(), label: 'site.nav.overview', action: 'overview.read' },
  { href: paths.grade(), label: 'site.nav.grade', action: 'queue.read' },
  { href: paths.release(), label: 'site.nav.release', action: 'outcome.release' },
  { href: paths.adminProgress(), label: 'site.nav.cohortProgress', action: 'progress.read.figures' },
  { href: paths.adminEssays(), label: 'site.nav.essays', action: 'attempt.list' },
  { href: paths.people(), label: 'site.nav.people', action: 'people.manage' },
  { href: paths.cohorts(), label: 'site.nav.cohorts', action: 'cohort.manage' },
  { href: paths.adminLessons(), label: 'site.nav.adminLessons', action: 'lesson.manage' },
  { href: paths.jobs(), label: 'site.nav.jobs', action: 'jobs.read' },
]

const within = (pathname: string, root: string): boolean =>
  pathname === root || pathname.startsWith(`${root}/`)

/** Where an address belongs: lessons lie under the calendar; /grade/release is not also /grade. */
function placeOf(pathname: string, open: Place[]): Place | undefined {
  const at = within(pathname, '/lessons') ? paths.calendar() : pathname
  return open.filter(({ href }) => within(at, href)).sort((a, b) => b.href.length - a.href.length)[0]
}

/** The places open to a role, as a `<nav>`; they depend on role and current place alone. */
function Places({ role, pathname, className }: { role: Role; pathname: string; className?: string }) {
  const { t } = useI18n()
  const open = places.filter(({ action }) => may(role, action))
  const current = placeOf(pathname, open)
  const links = () => (
    <NavLinks
      links={open.map(({ href, label }) => ({ href, label: t(label), current: href === current?.href }))}
    />
  )
  return (
    <CachedHtml
      as="nav"
      className={className}
      aria-label={t('site.nav.label')}
      pieces={[{ name: `places ${role} ${current?.href}`, content: links }]}
    />
  )
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
    action: paths.language(lang),
    current: lang === locale,
  }))
  const choice = <Languages label={t('site.language')} choices={languages} back={here} />
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
      nav={<Places role={person.role} pathname={pathname} />}
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

/** The same places at the thumb on phones, for participants; staff keep them in the bar. Put it after `<main>`. */
export function ShellTabs({ person: { role }, pathname }: { person: ShellPerson; pathname: string }) {
  return role === 'participant' ? <Places className="tabs" role={role} pathname={pathname} /> : null
}
