/**
 * All that the page says in English, by key. The other languages have the same keys, which `tsc` and a test hold. What
 * depends on something is a small function of it, so that each language can put its words in its own order.
 *
 * @typedef {{digit: number}} OfDigit  0..9
 * @typedef {{guess: string}} OfGuess
 */

const NAMES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

export default {
  'sentence.between': ' ',

  // Around the sheet
  'page.tagline': 'From your pen to the printed digit.',
  'page.model': 'Model',
  'page.model.unknown': 'not known yet',
  'page.docs': 'API documentation',
  'page.language': 'Language',
  'mode.label': 'Read the sheet as',
  'mode.digit': 'Digit',
  'mode.number': 'Number',

  // The sheet
  'sheet.section': 'Writing',
  'sheet.label': 'Sheet to write on, with a mouse, a finger or a pen',
  'sheet.invite.digit': 'Draw a digit',
  'sheet.invite.number': 'Write a number',
  'sheet.hint': 'It is read while you write.',
  'sheet.drop': 'Drop the image to read it',

  // The tools below it
  'tool.group': 'Sheet',
  'tool.undo': 'Undo',
  'tool.redo': 'Redo',
  'tool.clear': 'Clear',
  'tool.image': 'Read an image',
  'tool.image.short': 'Image',
  'tool.more': 'More',
  'key.undo': 'Ctrl Z',
  'key.clear': 'Del',

  // Help
  'help.title': 'Keyboard',
  'help.undo': 'Undo',
  'help.redo': 'Redo',
  'help.clear': 'Clear the sheet',
  'help.mode': 'Digit or number, when the switch is chosen',
  'help.key.undo': 'Ctrl Z',
  'help.key.redo': 'Ctrl Shift Z',
  'help.key.clear': 'Del',
  'dialog.close': 'Close',

  // The answer
  'answer.section': 'Answer',
  'answer.empty': 'Nothing written yet',
  'answer.empty.digit': 'Write one digit on the sheet, or have it read from an image.',
  'answer.empty.number': 'Write a number on the sheet, one to a line, or have it read from an image.',
  'answer.slow': 'The service takes longer than usual.',
  'answer.chances': 'Probability of each digit',
  'answer.seen': 'Model’s view',
  'answer.seen.label': 'The drawing as the model saw it, 28 by 28 pixels',
  'digit.name': (/** @type {OfDigit} */ { digit }) => NAMES[digit],
  'digit.one': (/** @type {OfDigit} */ { digit }) => `${digit === 8 ? 'an' : 'a'} ${NAMES[digit]}`,
  'percent.more': (/** @type {{percent: string}} */ { percent }) => `more than ${percent}`,
  'percent.less': (/** @type {{percent: string}} */ { percent }) => `less than ${percent}`,
  'verdict.or': (/** @type {{first: string, second: string}} */ { first, second }) => `${first}, or ${second}`,
  'verdict.certain': (/** @type {OfGuess} */ { guess }) => `Almost certainly ${guess}`,
  'verdict.probable': (/** @type {OfGuess} */ { guess }) => `Probably ${guess}`,
  'verdict.possible': (/** @type {OfGuess} */ { guess }) => `Perhaps ${guess}`,
  'verdict.hard': (/** @type {OfGuess} */ { guess }) => `Hard to say: perhaps ${guess}`,
  'decision.accept': 'Sure enough.',
  'decision.review': (/** @type {{doubts: string}} */ { doubts }) => `Please check: ${doubts}.`,
  'doubt.between': '; ',
  'doubt.low_confidence': 'not sure which digit',
  'doubt.not_a_digit': 'this does not look like a digit',
  'doubt.several_digits': 'there seems to be more than one digit',
  'doubt.faint_ink': 'the ink is very faint',
  'doubt.constraint_unsatisfied': 'no reading has the length or checksum asked for',

  // A number
  'number.lines': 'What is written',
  'number.hint': 'Choose a digit to see what else it may be',
  'number.may.title': (/** @type {{place: string}} */ { place }) => `What ${place} may be`,
  'number.place': (/** @type {{index: number, digits: number}} */ { index, digits }) => `digit ${index} of ${digits}`,
  'number.place.line': (/** @type {{row: number, place: string}} */ { row, place }) => `line ${row}, ${place}`,
  'number.digit': (/** @type {{digit: number, place: string, percent: string}} */ { digit, place, percent }) =>
    `${digit}, ${place}, ${percent}`,
  'number.digit.unsure': (/** @type {{label: string}} */ { label }) => `${label}, not sure`,
  'number.digit.check': (/** @type {{label: string}} */ { label }) => `${label}, to be checked`,

  // The answer for those who hear it
  'spoken.accept': (/** @type {{text: string, percent: string}} */ { text, percent }) => `${text}, ${percent} sure`,
  'spoken.review': (/** @type {{text: string, doubts: string}} */ { text, doubts }) =>
    `${text}, but please check: ${doubts}`,
  'spoken.read': (/** @type {{answer: string}} */ { answer }) => `Read as ${answer}.`,
  'spoken.lines': (/** @type {{count: number, lines: string}} */ { count, lines }) => `Read as ${count} lines. ${lines}`,
  'spoken.line': (/** @type {{row: number, answer: string}} */ { row, answer }) => `Line ${row}: ${answer}.`,
  'spoken.guess': (/** @type {{digit: number, percent: string}} */ { digit, percent }) => `${digit} with ${percent}`,
  'spoken.may': (/** @type {{place: string, guesses: string}} */ { place, guesses }) =>
    `What ${place} may be: ${guesses}.`,
  'spoken.between': ', ',

  // When something fails
  'problem.spoken': (/** @type {{title: string, text: string}} */ { title, text }) => `${title}. ${text}`,
  'problem.again': 'Try again',
  'problem.again.in': (/** @type {{time: string}} */ { time }) => `It will be read again in ${time}.`,
  'problem.offline': 'You are offline',
  'problem.offline.drawing': 'Your drawing is kept and will be read as soon as there is a network.',
  'problem.offline.image': 'Your image is kept and will be read as soon as there is a network.',
  'problem.unreachable': 'The service cannot be reached',
  'problem.busy': 'The service is busy',
  'problem.unready': 'The service is not ready',
  'problem.failed': 'The service failed on this one',
  'problem.kind': 'This kind of file cannot be read',
  'problem.blank': 'No ink found',
  'problem.blank.drawing': 'There is nothing to read in this drawing.',
  'problem.blank.image': 'There is nothing to read in this image.',
  'problem.large.drawing': 'This drawing is too large',
  'problem.large.image': 'This image is too large',
  'problem.refused.drawing': 'This drawing cannot be read',
  'problem.refused.image': 'This image cannot be read',
  'problem.stuck.drawing': 'The drawing did not get through',
  'problem.stuck.image': 'The image did not get through',
  'problem.stuck.text.drawing': (/** @type {{size: string}} */ { size }) =>
    `The connection was lost or too slow, or the drawing is too large (${size}).`,
  'problem.stuck.text.image': (/** @type {{size: string}} */ { size }) =>
    `The connection was lost or too slow, or the image is too large (${size}).`,
  'problem.kept.drawing': 'Your drawing is kept.',
  'problem.kept.image': 'Your image is kept.',
  'problem.waits.drawing': 'Your drawing is kept and will be read as soon as the service is back.',
  'problem.waits.image': 'Your image is kept and will be read as soon as the service is back.',
  'problem.way.kind': 'Try it as a PNG or a JPEG.',
  'problem.way.large.drawing': 'Undo a few strokes, or clear the sheet.',
  'problem.way.large.image': 'Choose a smaller one, or a part of it.',
  'problem.way.refused.drawing': 'Undo a stroke, or write it anew.',
  'problem.way.refused.image': 'Try another image.',
};
