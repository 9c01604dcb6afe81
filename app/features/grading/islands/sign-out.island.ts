import { startSignOut } from '#app/features/essays/islands/sign-out.ts'
import { unsentMarks } from './local-draft.ts'

// The sign-out page's script: sends what only this device has, words of essays and of their markers.
const page = document.querySelector<HTMLElement>('[data-sign-out]')
if (page) void unsentMarks(page.dataset.owner ?? '').then((marks) => startSignOut(page, marks))
