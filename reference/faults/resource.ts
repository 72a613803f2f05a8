import type { Change } from '../call.ts'
import { failWhenOvertaken, give, locateById, locateWhere, refuse } from '../changes.ts'
import {
  all,
  answers,
  dismissedBefore,
  inQuery,
  json,
  method,
  noReason,
  onRenegotiation,
  otherConversation,
  reasonIs,
  typed,
  unknownApplication,
  unknownRenegotiation,
  xml,
} from '../conditions.ts'
import type { Renegotiation } from '../world.ts'
import { breaking } from './breaking.ts'

const nothing = give({ status: 204 })

/** Dismisses the others that the test picks as well. */
const dismissAlso =
  (test: (other: Renegotiation, link: Renegotiation) => boolean): Change =>
  (call, proceed) => {
    const { link, world } = call
    if (link !== undefined) [...world.live()].filter(other => test(other, link)).forEach(world.dismiss)
    return proceed()
  }

export const resource = [
  ...breaking('MUST', 'DIS-RESOURCE-01', [
    {
      id: 'application-not-checked',
      says: 'Does not look at the application in the path.',
      shows: 'a path with an unknown application',
      at: 'locate',
      when: unknownApplication,
      do: locateById,
    },
    {
      id: 'application-not-checked-for-xml',
      says: 'Does not look at the application in the path, where the input is XML.',
      shows: 'a path with an unknown application, with XML <input/>',
      at: 'locate',
      when: all(xml, unknownApplication),
      do: locateById,
    },
    {
      id: 'application-read-by-its-beginning',
      says: 'Takes an application for known whose id begins with a known one.',
      shows: 'a path with x0 behind the application',
      at: 'locate',
      when: unknownApplication,
      do: locateWhere(
        (link, ids) => link.id === ids?.renegotiation && ids.application.startsWith(link.application),
      ),
    },
    {
      id: 'unknown-application-fails',
      says: 'Answers 500 to an unknown application.',
      shows: 'a path with an unknown application',
      at: 'locate',
      when: unknownApplication,
      do: refuse(500),
    },
  ]),
  ...breaking('SHOULD', 'DIS-RESOURCE-02', [
    {
      id: 'unknown-application-is-400',
      says: 'Answers 400 to an unknown application.',
      shows: 'a path with an unknown application',
      at: 'locate',
      when: unknownApplication,
      do: refuse(400),
    },
    {
      id: 'unknown-application-is-409',
      says: 'Answers 409 to an unknown application.',
      shows: 'a path with an unknown application',
      at: 'locate',
      when: unknownApplication,
      do: refuse(409),
    },
  ]),
  ...breaking('MUST', 'DIS-RESOURCE-03', [
    {
      id: 'conversation-not-checked',
      says: 'Does not look at the conversation in the path.',
      shows: 'a path with an unknown conversation',
      at: 'locate',
      when: otherConversation,
      do: locateById,
    },
    {
      id: 'conversation-read-by-its-beginning',
      says: 'Takes a conversation for the right one whose id begins with that of the right one.',
      shows: 'a path with x0 behind the conversation',
      at: 'locate',
      when: otherConversation,
      do: locateWhere(
        (link, ids) => link.id === ids?.renegotiation && ids.conversation.startsWith(link.conversation),
      ),
    },
    {
      id: 'unknown-conversation-is-204',
      says: 'Answers 204 for an unknown conversation and does nothing.',
      shows: 'a path with an unknown conversation',
      at: 'locate',
      when: otherConversation,
      do: nothing,
    },
    {
      id: 'unknown-conversation-fails',
      says: 'Answers 500 to an unknown conversation.',
      shows: 'a path with an unknown conversation',
      at: 'locate',
      when: otherConversation,
      do: refuse(500),
    },
  ]),
  ...breaking('SHOULD', 'DIS-RESOURCE-04', [
    {
      id: 'unknown-conversation-is-400',
      says: 'Answers 400 to an unknown conversation.',
      shows: 'a path with an unknown conversation',
      at: 'locate',
      when: otherConversation,
      do: refuse(400),
    },
    {
      id: 'unknown-conversation-is-409-for-xml',
      says: 'Answers 409 to an unknown conversation where the input is XML.',
      shows: 'a path with an unknown conversation, with XML <input/>',
      at: 'locate',
      when: all(xml, otherConversation),
      do: refuse(409),
    },
  ]),
  ...breaking('MUST', 'DIS-RESOURCE-03', [
    {
      id: 'renegotiation-not-checked',
      says: 'Dismisses whatever is open in the conversation.',
      shows: 'a path with an unknown renegotiation',
      at: 'locate',
      when: unknownRenegotiation,
      do: locateWhere((link, ids) => link.conversation === ids?.conversation),
    },
    {
      id: 'renegotiation-read-by-its-beginning',
      says: 'Dismisses the renegotiation whose id stands at the beginning of the one asked for.',
      shows: 'a path with x0 behind the renegotiation',
      at: 'locate',
      when: unknownRenegotiation,
      do: locateWhere((link, ids) => ids?.renegotiation.startsWith(link.id) === true),
    },
    {
      id: 'member-name-accepted-as-renegotiation',
      says: 'Looks renegotiations up in an object and takes its inherited members for known ones.',
      shows: 'POST …/renegotiations/constructor/dismiss with JSON {}',
      at: 'locate',
      when: call => /\/renegotiations\/(?:constructor|toString)\//.test(call.path),
      do: nothing,
    },
    {
      id: 'unknown-renegotiation-is-204',
      says: 'Answers 204 for an unknown renegotiation and does nothing.',
      shows: 'a path with an unknown renegotiation',
      at: 'locate',
      when: unknownRenegotiation,
      do: nothing,
    },
    {
      id: 'unknown-renegotiation-fails',
      says: 'Answers 500 to an unknown renegotiation.',
      shows: 'a path with an unknown renegotiation',
      at: 'locate',
      when: unknownRenegotiation,
      do: refuse(500),
    },
  ]),
  ...breaking('SHOULD', 'DIS-RESOURCE-04', [
    {
      id: 'unknown-renegotiation-is-400',
      says: 'Answers 400 to an unknown renegotiation.',
      shows: 'a path with an unknown renegotiation',
      at: 'locate',
      when: unknownRenegotiation,
      do: refuse(400),
    },
    {
      id: 'unknown-renegotiation-is-405',
      says: 'Answers 405 to an unknown renegotiation.',
      shows: 'a path with an unknown renegotiation',
      at: 'locate',
      when: unknownRenegotiation,
      do: refuse(405, { headers: [['Allow', 'GET']] }),
    },
  ]),
  ...breaking('MUST', 'DIS-RESOURCE-07', [
    {
      id: 'newer-neighbour-dismissed-by-query',
      says: 'Dismisses the renegotiation that was created just after as well, where the input is in the query.',
      shows: 'two links, of which the first is dismissed with ?reason=Conflict',
      at: 'effect',
      when: inQuery,
      do: dismissAlso((other, link) => other.number === link.number + 1),
    },
    {
      id: 'older-neighbour-dismissed',
      says: 'Dismisses the renegotiation that was created just before as well, where no reason is given in JSON.',
      shows: 'two links, of which the second is dismissed with JSON {}',
      at: 'effect',
      when: all(json, noReason),
      do: dismissAlso((other, link) => other.number === link.number - 1),
    },
    {
      id: 'newer-neighbour-dismissed-for-conflict',
      says: 'Dismisses the renegotiation that was created just after as well, where the reason is Conflict in XML.',
      shows: 'two links, of which the first is dismissed with XML Conflict',
      at: 'effect',
      when: all(xml, reasonIs('Conflict')),
      do: dismissAlso((other, link) => other.number === link.number + 1),
    },
    {
      id: 'older-neighbour-dismissed-for-conflict',
      says: 'Dismisses the renegotiation that was created just before as well, where the reason is Conflict in JSON.',
      shows: 'two links, of which the second is dismissed with JSON {"reason":"Conflict"}',
      at: 'effect',
      when: all(json, reasonIs('Conflict')),
      do: dismissAlso((other, link) => other.number === link.number - 1),
    },
    {
      id: 'older-neighbour-dismissed-for-codec',
      says: 'Dismisses the renegotiation that was created just before as well, where the reason is UnsupportedMedia in XML.',
      shows: 'two links, of which the second is dismissed with XML UnsupportedMedia',
      at: 'effect',
      when: all(xml, reasonIs('UnsupportedMedia')),
      do: dismissAlso((other, link) => other.number === link.number - 1),
    },
    {
      id: 'everything-dismissed',
      says: 'Dismisses all renegotiations that are open.',
      shows: 'two links, of which the first is dismissed',
      at: 'effect',
      do: dismissAlso(() => true),
    },
    {
      id: 'everything-dismissed-by-vendor-type',
      says: 'Dismisses all renegotiations that are open, where the input has a vendor media type.',
      shows: 'two links, of which the first is dismissed with a vendor media type',
      at: 'effect',
      when: typed(/vnd\./i),
      do: dismissAlso(() => true),
    },
    {
      id: 'everything-dismissed-by-query',
      says: 'Dismisses all renegotiations that are open, where the input is in the query.',
      shows: 'two links, of which the first is dismissed with ?reason=Conflict',
      at: 'effect',
      when: inQuery,
      do: dismissAlso(() => true),
    },
    {
      id: 'other-users-dismissed',
      says: 'Dismisses the renegotiations of all other users.',
      shows: 'links of two users, of which one is dismissed',
      at: 'effect',
      do: dismissAlso((other, link) => other.user !== link.user),
    },
    {
      id: 'everything-dismissed-by-wrong-type',
      says: 'Dismisses all renegotiations that are open, where it refuses the media type.',
      shows: 'Content-Type: text/plain on one of two links',
      at: 'answer',
      when: answers(415),
      do: dismissAlso(() => true),
    },
  ]),
  ...breaking('SHOULD', 'DIS-RESOURCE-08', [
    {
      id: 'second-dismiss-fails',
      says: 'Answers 500 to a second dismiss.',
      shows: 'the same dismiss twice',
      at: 'locate',
      when: dismissedBefore,
      do: refuse(500),
    },
    {
      id: 'second-dismiss-at-once-fails',
      says: 'Answers 500 to the later of two dismisses that come at the same moment.',
      shows: 'the same dismiss twice at once',
      at: 'locate',
      do: failWhenOvertaken,
    },
    {
      id: 'second-dismiss-is-400',
      says: 'Answers 400 to a second dismiss.',
      shows: 'the same dismiss twice',
      at: 'locate',
      when: dismissedBefore,
      do: refuse(400),
    },
    {
      id: 'second-dismiss-is-403',
      says: 'Answers 403 to a second dismiss.',
      shows: 'the same dismiss twice',
      at: 'locate',
      when: dismissedBefore,
      do: refuse(403),
    },
  ]),
  ...breaking('SHOULD', 'DIS-RESOURCE-09', [
    {
      id: 'renegotiation-get-fails',
      says: 'Answers 500 to GET on the renegotiation.',
      shows: 'GET on the renegotiation',
      at: 'method',
      when: all(onRenegotiation, method('GET')),
      do: refuse(500, { subcode: 'InvalidExchangeServerVersion' }),
    },
    {
      id: 'renegotiation-get-is-405',
      says: 'Answers 405 to GET on the renegotiation.',
      shows: 'GET on the renegotiation',
      at: 'method',
      when: all(onRenegotiation, method('GET')),
      do: refuse(405, { headers: [['Allow', 'DELETE']] }),
    },
  ]),
]
