import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'

/** A passkey as the database has it. */
export type StoredPasskey = { id: string; publicKey: string; counter: number; transports: string[] }

/** The site that passkeys are made for, by its public address. */
const siteOf = (publicUrl: string) => {
  const { origin, hostname } = new URL(publicUrl)
  return { expectedOrigin: origin, expectedRPID: hostname }
}

/** What the browser is told to make; `known` are the person's passkeys, of which none is made twice. */
export function passkeyCreation(
  publicUrl: string,
  person: { id: string; email: string; name: string },
  known: { id: string; transports: string[] }[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpName: 'Alqa',
    rpID: siteOf(publicUrl).expectedRPID,
    userName: person.email,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.id),
    excludeCredentials: known,
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  })
}

/** What the browser is asked to sign with one of these passkeys. */
export const passkeyRequest = (
  publicUrl: string,
  known: { id: string; transports: string[] }[],
): Promise<PublicKeyCredentialRequestOptionsJSON> =>
  generateAuthenticationOptions({
    rpID: siteOf(publicUrl).expectedRPID,
    allowCredentials: known,
    userVerification: 'preferred',
  })

/** The passkey that a browser has made as told; null where the answer does not fit. `answer` is the form's JSON. */
export async function readCreation(
  publicUrl: string,
  challenge: string,
  answer: string,
): Promise<StoredPasskey | null> {
  try {
    const response = JSON.parse(answer) as RegistrationResponseJSON
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      ...siteOf(publicUrl),
      response,
      expectedChallenge: challenge,
      requireUserVerification: false,
    })
    if (!verified || !registrationInfo) return null
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential
    return { id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports }
  } catch {
    // The library throws for everything that does not fit; what comes from a browser may be anything.
    return null
  }
}

/** The id that an answer of a browser names; null where it is no answer. */
export function passkeyNamedIn(answer: string): string | null {
  try {
    const { id } = JSON.parse(answer) as { id?: unknown }
    return typeof id === 'string' ? id : null
  } catch {
    return null
  }
}

/** The passkey's new counter after a signature that fits; null where it does not. */
export async function readSignature(
  publicUrl: string,
  challenge: string,
  answer: string,
  { id, publicKey, counter, transports }: StoredPasskey,
): Promise<number | null> {
  try {
    const response = JSON.parse(answer) as AuthenticationResponseJSON
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...siteOf(publicUrl),
      response,
      expectedChallenge: challenge,
      credential: { id, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter, transports },
      requireUserVerification: false,
    })
    return verified ? authenticationInfo.newCounter : null
  } catch {
    return null
  }
}
