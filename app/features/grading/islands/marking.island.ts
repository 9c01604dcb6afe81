import { openSignIn } from '#app/features/essays/islands/sign-in-again.ts'
import type { Annotation } from '../annotations.ts'
import type { IslandWords } from '../components/island-words.ts'
import type { MarkContent } from '../mark.ts'
import { openAutosave, type SaveState } from './autosave.ts'
import { openComments } from './comments.ts'
import { openConflict } from './conflict.ts'
import { openCriteria } from './criteria.ts'
import { openEssayView } from './essay-view.ts'
import { openFinish } from './finish.ts'
import { listenToKeys } from './key-listener.ts'
import { watchLease } from './lease-watch.ts'
import { keepLocally } from './local-draft.ts'
import { openNotices } from './notices.ts'

// The marking screen's script: keys, comments on selected words, and saving by itself.
const form = document.querySelector<HTMLFormElement>('#marking')
if (form) start(form)

function start(page: HTMLFormElement): void {
  const { toGo, ...sentences } = JSON.parse(page.dataset.words ?? '{}') as IslandWords
  const say = (key: string, values: Record<string, string | number> = {}): string =>
    ((sentences as Record<string, string>)[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(values[name] ?? whole),
    )
  const find = <E extends HTMLElement>(selector: string): E => {
    const found = document.querySelector<E>(selector)
    if (!found) throw new Error(`the page lacks ${selector}`)
    return found
  }
  const local = keepLocally(page.dataset.owner ?? '', page.dataset.api ?? '')
  const notices = openNotices(find('[data-notices]'), say('close'))
  const overall = find<HTMLTextAreaElement>('[name=overall]')

  const criteria = openCriteria(page, { toGo, onChange: changed })
  const { lookOf } = criteria
  const essay = openEssayView(find('[data-essay]'), { lookOf, leads: (n) => say('leads', { n }) })
  const comments = openComments({
    form: page,
    essay,
    notices,
    say,
    lookOf,
    criterionInHand: criteria.inHand,
    onChange: changed,
  })

  const read = (): MarkContent => ({
    ...criteria.read(),
    annotations: comments.read(),
    overall: overall.value,
  })
  function apply(content: MarkContent): void {
    criteria.apply(content)
    comments.apply(content.annotations as Annotation[])
    overall.value = content.overall
    local.keep(page)
  }

  const saving = openAutosave({
    form: page,
    onState: show,
    onSaved(answer) {
      lease.heard(answer)
      if (saving.state() === 'saved') void local.forget()
      void finish.carry()
    },
    onConflict: (stored) => conflict.ask(stored),
  })
  const lease = watchLease({ form: page, notices, say, store: saving.store })
  const finish = openFinish({ form: page, saving, criteria, notices, say })
  let restored: MarkContent | null = null
  const conflict = openConflict({
    read,
    restored: () => restored,
    apply,
    over: saving.over,
    nameOf: criteria.nameOf,
    empty: say('conflictEmpty'),
  })
  const signIn = openSignIn(
    { one: find, area: page.querySelector('h1') ?? page, say },
    { done: signedIn, closed: () => notices.hide('signedOut') },
  )

  function signedIn(): void {
    notices.hide('signedOut')
    void saving.store().then(() => finish.carry())
  }

  function show(state: SaveState, says?: string): void {
    const place = find('[data-state]')
    place.textContent = says && state === 'saved' ? says : say(state)
    place.title = place.textContent
    place.classList.toggle('failed', state !== 'saved' && state !== 'typing')
    if (state === 'refused' && says) notices.show('refused', { text: says, tone: 'bad' })
    else notices.hide('refused')
    if (state === 'lost') lease.lose()
    if (state === 'signedOut') {
      const acts = [{ label: say('signIn'), do: () => signIn.open() }]
      notices.show('signedOut', { text: say('signedOutText'), acts, tone: 'bad', closes: false })
    } else if (state === 'saved') notices.hide('signedOut')
  }

  function changed(): void {
    criteria.count()
    local.keep(page)
    saving.soon()
  }

  page.addEventListener('input', changed)
  page.addEventListener('change', changed)
  addEventListener('online', () => saving.now())
  addEventListener('focus', () => saving.now())
  document.addEventListener('visibilitychange', () => document.hidden && saving.now())
  find('[data-state]').addEventListener('click', () => conflict.reopen())

  // Handing back: what is under way comes first. Where the server cannot be reached the page stays, with everything
  // in it, and says so in its state.
  let settled = false
  page.addEventListener('submit', (event) => {
    const { submitter } = event
    if (settled || submitter?.matches('[data-confirm]')) return saving.stop()
    event.preventDefault()
    void saving.settle().then((outcome) => {
      if (outcome !== 'stored' || !submitter || submitter.matches('[data-enter]')) return
      settled = true
      // Not within the first submit event: a form that is being submitted ignores another wish to be.
      setTimeout(() => page.requestSubmit(submitter))
    })
  })

  listenToKeys(find('#keys'), {
    criterion: ({ by }) => criteria.move(by),
    points: ({ points }) => criteria.give(points),
    paragraph: ({ by, extend }) => void essay.goTo(by, extend),
    comment: comments.add,
    'next-comment': comments.next,
    finish: finish.ask,
    leave: () => (document.activeElement as HTMLElement | null)?.blur(),
  })
  find('[data-keys]').addEventListener('click', () => find<HTMLDialogElement>('#keys').showModal())

  comments.refresh()
  void local.restore(page).then((found) => {
    if (found) {
      comments.refresh()
      restored = read()
      changed()
      find('[data-state]').textContent = say('restored')
    }
    // From now on keys are heard and nothing that is typed is replaced.
    page.dataset.ready = ''
  })
}
