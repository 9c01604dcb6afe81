import type { CopyStorage } from '#app/features/essays/islands/local-copy.ts'

/** Storage of a device in memory; like IndexedDB it hands out copies, and every change is whole. */
export function memoryStorage(memory: Map<string, unknown>): CopyStorage {
  return {
    get: async <T>(key: string) => structuredClone(memory.get(key)) as T | undefined,
    async update<T>(key: string, change: (old: T | undefined) => T) {
      memory.set(key, structuredClone(change(structuredClone(memory.get(key)) as T | undefined)))
    },
  }
}

/** The texts that pages keep in such a storage. */
export function textsOn(memory: Map<string, unknown>): string[] {
  const shelves = [...memory].filter(([key]) => key.startsWith('alqa:')).map(([, shelf]) => shelf)
  return shelves.flatMap((shelf) =>
    Object.values(shelf as Record<string, { text: string }>).map(({ text }) => text),
  )
}

/** The words of a text in the form that the server keeps. */
export const wordsOf = (text: string): string[] => text.normalize('NFC').split(/\s+/).filter(Boolean)
