import { formatNumber } from '#app/i18n/numbers.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Confirm } from '#app/ui/confirm.tsx'
import { Tag } from '#app/ui/notice.tsx'

/** Begins a test by a form of its own: an address that is opened starts no clock. */
function BeginTest({ kind, of, label, main }: { kind: string; of?: string; label: string; main?: boolean }) {
  return (
    <form method="post" action={paths.practice()}>
      <input type="hidden" name="kind" value={kind} />
      {of && <input type="hidden" name="of" value={of} />}
      <Button kind={main ? 'main' : undefined} slim={!main}>
        {label}
      </Button>
    </form>
  )
}

const goOn = (testId: string, label: string) => (
  <ButtonLink kind="main" href={paths.practiceTest(testId)}>
    {label}
  </ButtonLink>
)

type DayTestProps = {
  day: number
  questions: number
  fromToday: number
  minutes: number
  running: string | null
}

/** Twenty questions of the day: the one next action of the page. */
export function DayTest({ day, questions, fromToday, minutes, running }: DayTestProps) {
  const { t } = useI18n()
  return (
    <section className="sheet">
      <h2>{t('practice.day.title', { day })}</h2>
      <p className="soft">
        {t('practice.day.text', { questions, today: fromToday, earlier: questions - fromToday, minutes })}
      </p>
      {running ? (
        goOn(running, t('practice.goOn'))
      ) : (
        <BeginTest kind="day" label={t('practice.begin')} main />
      )}
    </section>
  )
}

type CourseTest = {
  id: string
  title: string
  questions: number
  minutes: number
  opens: string
  state: 'upcoming' | 'open' | 'over' | 'running' | 'finished'
  testId: string | null
  result: { right: number; of: number } | null
}

/** The tests that everybody takes once. */
export function CourseTests({ tests }: { tests: CourseTest[] }) {
  const { t, locale } = useI18n()
  return (
    <section>
      <h2>{t('practice.course.title')}</h2>
      <p className="soft small">{t('practice.course.text')}</p>
      <ul className="rows">
        {tests.map((test) => (
          <li key={test.id}>
            <div>
              <h3>{test.title}</h3>
              <div className="meta">
                <span>{t('practice.size', { questions: test.questions, minutes: test.minutes })}</span>
                {test.state === 'upcoming' && <span>{t('practice.course.opens', { at: test.opens })}</span>}
                {test.state === 'over' && <span>{t('practice.course.over')}</span>}
                {test.result && (
                  <span>
                    {t('practice.right', {
                      right: formatNumber(test.result.right, locale),
                      of: formatNumber(test.result.of, locale),
                    })}
                  </span>
                )}
              </div>
            </div>
            <CourseTestAction test={test} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function CourseTestAction({ test }: { test: CourseTest }) {
  const { t } = useI18n()
  if (test.testId) {
    return test.state === 'running' ? (
      goOn(test.testId, t('practice.goOn'))
    ) : (
      <ButtonLink slim href={paths.practiceTest(test.testId)}>
        {t('practice.review')}
      </ButtonLink>
    )
  }
  if (test.state !== 'open') return null
  return (
    <Confirm label={t('practice.beginAsk')} slim title={t('practice.confirm.title', { test: test.title })}>
      <p>{t('practice.confirm.text', { questions: test.questions, minutes: test.minutes })}</p>
      <BeginTest kind="fixed" of={test.id} label={t('practice.begin')} main />
    </Confirm>
  )
}

type Sphere = { id: string; title: string; questions: number; running: string | null }

/** Training without a clock, a few questions of one sphere at a time. */
export function SphereTraining({ spheres, count }: { spheres: Sphere[]; count: number }) {
  const { t } = useI18n()
  return (
    <section>
      <h2>{t('practice.training.title')}</h2>
      <p className="soft small">{t('practice.training.text', { count })}</p>
      <ul className="rows">
        {spheres.map((sphere) => (
          <li key={sphere.id}>
            <div>
              <h3>{sphere.title}</h3>
              <div className="meta">
                <span>{t('practice.training.questions', { count: sphere.questions })}</span>
              </div>
            </div>
            {sphere.running ? (
              <ButtonLink slim href={paths.practiceTest(sphere.running)}>
                {t('practice.goOn')}
              </ButtonLink>
            ) : (
              <BeginTest kind="sphere" of={sphere.id} label={t('practice.training.begin')} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

type PastTest = { id: string; title: string; at: string; questions: number; right: number }

/** What was taken before, with its result and its explanations. */
export function PastTests({ tests }: { tests: PastTest[] }) {
  const { t, locale } = useI18n()
  if (tests.length === 0) return null
  return (
    <section>
      <h2>{t('practice.past.title')}</h2>
      <ul className="rows">
        {tests.map((test) => (
          <li key={test.id}>
            <div>
              <h3>
                <a href={paths.practiceTest(test.id)}>{test.title}</a>
              </h3>
              <div className="meta">
                <span>{test.at}</span>
              </div>
            </div>
            <Tag>
              {t('practice.right', {
                right: formatNumber(test.right, locale),
                of: formatNumber(test.questions, locale),
              })}
            </Tag>
          </li>
        ))}
      </ul>
    </section>
  )
}
