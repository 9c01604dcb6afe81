import { parseHTML } from 'linkedom'

/** The document of an answer or of HTML, to be asked by selectors. */
export async function dom(html: Response | string): Promise<Document> {
  return parseHTML(typeof html === 'string' ? html : await html.text()).document
}
