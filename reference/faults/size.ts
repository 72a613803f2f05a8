import { drop, editBodyRead, hang, readAsEmpty, refuse, refuseInstead } from '../changes.ts'
import { all, bodyOver, json, not, xml } from '../conditions.ts'
import { breaking } from './breaking.ts'

const KIB = 1024

export const size = [
  ...breaking('MUST', 'DIS-SIZE-01', [
    {
      id: 'body-of-512-bytes-cut',
      says: 'Loses the last byte of a body that fills a buffer of 512 bytes.',
      shows: 'JSON of 512 bytes',
      at: 'decode',
      when: all(bodyOver(511), not(bodyOver(512))),
      do: editBodyRead(text => text.slice(0, -1)),
    },
    {
      id: 'body-over-1000-bytes-refused',
      says: 'Refuses bodies of 1 KiB and more.',
      shows: 'JSON of 1 KiB',
      at: 'media',
      when: bodyOver(1000),
      do: refuse(413),
    },
    {
      id: 'xml-over-2-kib-refused',
      says: 'Refuses XML over 2 KiB.',
      shows: 'XML of 4 KiB',
      at: 'media',
      when: all(xml, bodyOver(2 * KIB)),
      do: refuse(413),
    },
    {
      id: 'json-over-4-kib-fails',
      says: 'Answers 500 to JSON over 4 KiB.',
      shows: 'JSON of 8 KiB',
      at: 'decode',
      when: all(json, bodyOver(4.5 * KIB)),
      do: refuse(500),
    },
    {
      id: 'body-cut-at-2-kib',
      says: 'Reads 2 KiB of a body and takes the rest for missing.',
      shows: 'JSON of 4 KiB',
      at: 'decode',
      when: bodyOver(2 * KIB),
      do: editBodyRead(text => text.slice(0, 2 * KIB)),
    },
    {
      id: 'body-over-6-kib-drops-connection',
      says: 'Drops the connection on bodies over 6 KiB.',
      shows: 'XML of 8 KiB',
      at: 'media',
      when: bodyOver(6 * KIB),
      do: drop,
    },
  ]),
  ...breaking('MUST', 'DIS-SIZE-02', [
    {
      id: 'malformed-over-1000-bytes-accepted',
      says: 'Does not parse bodies of 1 KiB and more.',
      shows: 'malformed JSON of 1 KiB',
      at: 'decode',
      when: bodyOver(1000),
      do: readAsEmpty,
    },
    {
      id: 'malformed-xml-over-3-kib-fails',
      says: 'Answers 500 to malformed XML over 3 KiB.',
      shows: 'malformed XML of 4 KiB',
      at: 'decode',
      when: all(xml, bodyOver(3 * KIB)),
      do: refuseInstead(500),
    },
    {
      id: 'malformed-over-6-kib-is-413',
      says: 'Answers 413 to malformed bodies over 6 KiB.',
      shows: 'malformed JSON of 8 KiB',
      at: 'decode',
      when: bodyOver(6 * KIB),
      do: refuseInstead(413),
    },
  ]),
  ...breaking('SHOULD', 'DIS-SIZE-03', [
    {
      id: 'very-large-body-fails',
      says: 'Answers 500 to bodies over 64 KiB.',
      shows: 'JSON of 1 MiB',
      at: 'media',
      when: bodyOver(64 * KIB),
      do: refuse(500),
    },
    {
      id: 'very-large-body-hangs',
      says: 'Never answers to bodies over 64 KiB.',
      shows: 'JSON of 1 MiB',
      at: 'media',
      when: bodyOver(64 * KIB),
      do: hang,
    },
    {
      id: 'very-large-body-is-409',
      says: 'Answers 409 to bodies over 64 KiB.',
      shows: 'JSON of 1 MiB',
      at: 'media',
      when: bodyOver(64 * KIB),
      do: refuse(409),
    },
  ]),
]
