import type { FieldRule } from '../../imports/columns.ts'

/** What a list of people may say, in the order in which pages show it. */
export const rosterFields = [
  'name',
  'familyName',
  'givenName',
  'middleName',
  'email',
  'region',
  'employer',
  'language',
  'phone',
  'role',
  'cohort',
  'sourcedId',
  'userSourcedId',
  'status',
  'enabled',
] as const
export type RosterField = (typeof rosterFields)[number]

const NAMES: Record<RosterField, string> = {
  name: 'фио|ф и о|фио участника|имя|имя целиком|полное имя|фамилия имя отчество|фамилия имя|участник|слушатель|аты жөні|аты жоні|аты жөнi|т а ә|таә|тегі аты әкесінің аты|толық аты|толық аты жөні|қатысушы|тыңдаушы|name|full name|fullname|participant|student name',
  familyName: 'фамилия|тегі|family name|familyname|last name|lastname|surname',
  givenName: 'аты|есімі|given name|givenname|first name|firstname',
  middleName: 'отчество|әкесінің аты|middle name|middlename|patronymic',
  email:
    'почта|эл почта|электронная почта|адрес электронной почты|e mail|email|e mail адрес|email адрес|мейл|имейл|емейл|электрондық пошта|эл пошта|пошта|электрондық мекенжай|email address|mail',
  region: 'регион|область|облыс|облысы|өңір|өңірі|аймақ|region|oblast|город область|регион область',
  employer:
    'место работы|организация|работодатель|суд|орган|жұмыс орны|ұйым|ұйымы|жұмыс беруші|мекеме|employer|organisation|organization|workplace|place of work|company',
  language:
    'язык|язык курса|язык обучения|язык писем|тіл|тілі|оқу тілі|курс тілі|language|lang|locale|course language',
  phone:
    'телефон|моб телефон|мобильный телефон|мобильный|сотовый|сот|тел|номер телефона|контактный телефон|контакты|ұялы телефон|ұялы|байланыс|телефон нөмірі|phone|mobile|phone number|mobile phone|tel|sms',
  role: 'роль|рөл|рөлі|role',
  cohort: 'поток|топ|группа|cohort|group',
  sourcedId: 'sourcedid|sourced id',
  userSourcedId: 'usersourcedid|user sourced id',
  status: 'status',
  enabled: 'enableduser|enabled user',
}

const LOOKS: Partial<Record<RosterField, RegExp>> = {
  email: /^[^\s@;,]+@[^\s@;,]+$/,
  phone: /^[+(]?[\d][\d\s().-]{8,20}$/,
}

/** The columns of a list of people, for `recogniseColumns`; those of OneRoster 1.2 among them. */
export const rosterRules: FieldRule[] = rosterFields.map((field) => ({
  field,
  names: NAMES[field].split('|'),
  looksLike: LOOKS[field],
}))

/** What has to be known before a row can be judged: groups of fields, of which each needs one. Empty: enough is known. */
export function missingFields(fields: readonly string[]): RosterField[] {
  const has = (field: RosterField) => fields.includes(field)
  if (has('userSourcedId') && !has('email')) return []
  const missing: RosterField[] = []
  if (!has('name') && !has('familyName') && !has('givenName')) missing.push('name')
  if (!has('email')) missing.push('email')
  return missing
}
