import { createContext } from 'react'

/** The number of the request that is answered, for the page that says something went wrong. */
export const RequestNumber = createContext<string | null>(null)
