import { fact } from './sources.ts'

/** what HTTP, JSON, XML and Bearer tokens add where the pages are silent. */
export const standards = {
  'R-01': fact('RFC 8259 § 7', 'Escapes, white space and member order change no meaning in JSON.'),
  'R-02': fact('XML 1.0 § 2', 'CDATA, references, comments, quotes and prefixes change none in XML.'),
  'R-03': fact('XML 1.0 § 2.10', 'Whether white space around a value counts depends on its type.'),
  'R-04': fact('RFC 9110 § 8.3.1', 'Media types and header names are case-insensitive.'),
  'R-05': fact('RFC 9110 § 11.1', 'The scheme name Bearer is case-insensitive.'),
  'R-06': fact('RFC 6749 § 3.3', 'Scopes are compared whole and by case, in any order.'),
  'R-07': fact('RFC 9112 § 6', 'An answer is as long as declared, a 204 empty, the next one in step.'),
  'R-08': fact('RFC 9112 § 3.2.2', 'Servers take absolute-form and chunked requests.'),
  'R-09': fact('RFC 9112 § 11.1', 'What a client sends never becomes a header or a second answer.'),
  'R-10': fact('RFC 9110 § 15.5', 'Hostile input is an error of the client: no 5xx, hang or drop.'),
  'R-11': fact('RFC 9110 § 15.5', 'A refused request has no effect.'),
  'R-12': fact('audioVideoRenegotiation § Links', 'The link names one renegotiation; others stay.'),
  'R-13': fact('dismiss § Operations', 'The same request in the same state gets the same answer.'),
}
