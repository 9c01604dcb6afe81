import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

/** A place to go: `current` marks where we are. */
export type NavLink = { href: string; label: string; current?: boolean }

/**
 * A language of the interface; `action` is where a form changes to it. Phones see only `short`, the beginning of `label`:
 * "Қаз", "Қазақша".
 */
export type LanguageChoice = { lang: string; label: string; short: string; action: string; current?: boolean }

/** The first stop of the keyboard; the page's `<main>` carries the id `main`. */
export function SkipLink({ label, href = '#main' }: { label: string; href?: string }) {
  return (
    <a className="skip btn" href={href}>
      {label}
    </a>
  )
}

/** The name of the platform, as a link home. */
export function Brand({ href }: { href: string }) {
  return (
    <a className="brand" href={href}>
      Alq<b>a</b>
    </a>
  )
}

type LanguagesProps = {
  label: string
  choices: LanguageChoice[]
  /** The page to come back to, in the new language. */
  back: string
}

/** The languages; the current one is text, the others are buttons in their own language. */
export function Languages({ label, choices, back }: LanguagesProps) {
  return (
    <form method="post" className="langs">
      <input type="hidden" name="back" value={back} />
      <ul aria-label={label}>
        {choices.map(({ lang, action, current, ...name }) => (
          <li key={lang} lang={lang}>
            {current ? (
              <b aria-current="true">
                <LanguageName {...name} />
              </b>
            ) : (
              <button type="submit" formAction={action}>
                <LanguageName {...name} />
              </button>
            )}
          </li>
        ))}
      </ul>
    </form>
  )
}

function LanguageName({ label, short }: { label: string; short: string }) {
  if (!label.startsWith(short)) return <>{label}</>
  return (
    <>
      {short}
      <span>{label.slice(short.length)}</span>
    </>
  )
}

type AccountMenuProps = {
  /** Two letters, shown. */
  initials: string
  /** What the button is called aloud: "Account: Айгерім Сәрсенова". */
  label: string
  /** First lines of the menu: name, role. */
  about?: ReactNode
  links: NavLink[]
  /** What needs a form: sign-out. Buttons inside look like the links. */
  children?: ReactNode
}

/** The account behind two letters: a `<details>`, so it opens without a script. */
export function AccountMenu({ initials, label, about, links, children }: AccountMenuProps) {
  return (
    <details className="menu">
      <summary>
        <span className="tag" aria-hidden="true">
          {initials}
        </span>
        <span className="vh">{label}</span>
      </summary>
      <div>
        {about && <p className="small">{about}</p>}
        {links.map((l) => (
          <a key={l.href} href={l.href} aria-current={l.current ? 'page' : undefined}>
            {l.label}
          </a>
        ))}
        {children}
      </div>
    </details>
  )
}

type TopBarProps = {
  brandHref: string
  /** The `<nav>` with its `NavLinks`. */
  nav?: ReactNode
  /** Staff have more places than a phone has tabs: the bar keeps them there and scrolls sideways. */
  staff?: boolean
  /** At the end: `Languages`, `AccountMenu`, a sign-in link. */
  children?: ReactNode
}

/** The bar above every page. On phones a participant's places move to the tabs below. */
export function TopBar({ brandHref, nav, staff, children }: TopBarProps) {
  return (
    <header className={cx('bar', staff && 'staff')}>
      <Brand href={brandHref} />
      {nav}
      <div className="end">{children}</div>
    </header>
  )
}

/** Places to go, one beside the other. */
export function NavLinks({ links }: { links: NavLink[] }) {
  return (
    <>
      {links.map((l) => (
        <a key={l.href} href={l.href} aria-current={l.current ? 'page' : undefined}>
          {l.label}
        </a>
      ))}
    </>
  )
}
