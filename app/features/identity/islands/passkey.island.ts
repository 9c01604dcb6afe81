import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'

// Lets the browser make a passkey or sign with one, and sends its answer in the form that stands there. A browser without
// passkeys keeps the sentence that the page was sent with.
const form = document.querySelector<HTMLFormElement>('form[data-passkey]')
if (form && browserSupportsWebAuthn()) start(form)

function start(form: HTMLFormElement): void {
  const part = (name: string) => form.querySelector<HTMLElement>(`[data-${name}]`)
  const show = (name: string, shown: boolean) => {
    const found = part(name)
    if (found) found.hidden = !shown
  }
  show('unsupported', false)
  show('supported', true)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    show('failed', false)
    void answer(form).then(
      (credential) => {
        const field = form.querySelector<HTMLInputElement>('input[name="passkey"]')
        if (field) field.value = JSON.stringify(credential)
        form.submit()
      },
      // Cancelled, timed out, or no passkey of this site on the device: it may be tried again.
      () => show('failed', true),
    )
  })
}

function answer(form: HTMLFormElement): Promise<unknown> {
  const options: unknown = JSON.parse(form.dataset.options ?? '{}')
  return form.dataset.passkey === 'create'
    ? startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })
    : startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON })
}
