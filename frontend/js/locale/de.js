/** All that the page says in German. */

const NAMES = ['Null', 'Eins', 'Zwei', 'Drei', 'Vier', 'Fünf', 'Sechs', 'Sieben', 'Acht', 'Neun'];

/** @type {import('../text.js').Catalogue} */
export default {
  // Around the sheet
  'page.tagline': 'Von der Hand in den Druck.',
  'page.model': 'Modell',
  'page.model.unknown': 'noch unbekannt',
  'page.docs': 'API-Dokumentation',
  'page.language': 'Sprache',
  'mode.label': 'Das Blatt lesen als',
  'mode.digit': 'Ziffer',
  'mode.number': 'Zahl',

  // The sheet
  'sheet.section': 'Schreiben',
  'sheet.label': 'Blatt zum Schreiben mit Maus, Finger oder Stift',
  'sheet.invite.digit': 'Schreib eine Ziffer',
  'sheet.invite.number': 'Schreib eine Zahl',
  'sheet.hint': 'Gelesen wird schon beim Schreiben.',
  'sheet.drop': 'Bild hier ablegen',

  // The tools below it
  'tool.group': 'Blatt',
  'tool.undo': 'Zurück',
  'tool.redo': 'Vor',
  'tool.clear': 'Leeren',
  'tool.image': 'Bild lesen',
  'tool.image.short': 'Bild',
  'tool.more': 'Mehr',
  'key.undo': 'Strg Z',
  'key.clear': 'Entf',

  // Help
  'help.title': 'Tastatur',
  'help.undo': 'Rückgängig machen',
  'help.redo': 'Wiederherstellen',
  'help.clear': 'Blatt leeren',
  'help.mode': 'Ziffer oder Zahl, wenn der Umschalter gewählt ist',
  'help.key.undo': 'Strg Z',
  'help.key.redo': 'Strg Umschalt Z',
  'help.key.clear': 'Entf',
  'dialog.close': 'Schließen',

  // The answer
  'answer.section': 'Ergebnis',
  'answer.empty': 'Noch nichts geschrieben',
  'answer.empty.digit': 'Schreib eine Ziffer auf das Blatt oder lass sie aus einem Bild lesen.',
  'answer.empty.number': 'Schreib eine Zahl auf das Blatt, eine je Zeile, oder lass sie aus einem Bild lesen.',
  'answer.chances': 'Wahrscheinlichkeit jeder Ziffer',
  'answer.seen': 'Sicht des Modells',
  'answer.seen.label': 'Die Zeichnung, wie das Modell sie sieht, 28 mal 28 Bildpunkte',
  'digit.name': ({ digit }) => NAMES[digit],
  'digit.one': ({ digit }) => `eine ${NAMES[digit]}`,
  'percent.more': ({ percent }) => `mehr als ${percent}`,
  'percent.less': ({ percent }) => `weniger als ${percent}`,
  'verdict.or': ({ first, second }) => `${first} oder ${second}`,
  'verdict.certain': ({ guess }) => `Mit ziemlicher Sicherheit ${guess}`,
  'verdict.probable': ({ guess }) => `Wahrscheinlich ${guess}`,
  'verdict.possible': ({ guess }) => `Vielleicht ${guess}`,
  'verdict.hard': ({ guess }) => `Schwer zu sagen: vielleicht ${guess}`,
  'decision.accept': 'Sicher genug.',
  'decision.review': ({ doubts }) => `Bitte prüfen: ${doubts}.`,
  'doubt.between': '; ',
  'doubt.low_confidence': 'die Ziffer ist nicht sicher',
  'doubt.not_a_digit': 'das sieht nicht nach einer Ziffer aus',
  'doubt.several_digits': 'es scheint mehr als eine Ziffer zu sein',
  'doubt.faint_ink': 'die Schrift ist sehr blass',
  'doubt.constraint_unsatisfied': 'keine Lesart hat die verlangte Länge oder Prüfziffer',

  // A number
  'number.lines': 'Was dasteht',
  'number.hint': 'Wähle eine Ziffer, um zu sehen, was sie sonst sein kann',
  'number.may.title': ({ place }) => `Was ${place} sein kann`,
  'number.place': ({ index, digits }) => `Ziffer ${index} von ${digits}`,
  'number.place.line': ({ row, place }) => `Zeile ${row}, ${place}`,
  'number.digit': ({ digit, place, percent }) => `${digit}, ${place}, ${percent}`,
  'number.digit.unsure': ({ label }) => `${label}, nicht sicher`,
  'number.digit.check': ({ label }) => `${label}, bitte prüfen`,

  // The answer for those who hear it
  'spoken.accept': ({ text, percent }) => `${text}, zu ${percent} sicher`,
  'spoken.review': ({ text, doubts }) => `${text}, aber bitte prüfen: ${doubts}`,
  'spoken.read': ({ answer }) => `Gelesen: ${answer}.`,
  'spoken.lines': ({ count, lines }) => `${count} Zeilen gelesen. ${lines}`,
  'spoken.line': ({ row, answer }) => `Zeile ${row}: ${answer}.`,
  'spoken.guess': ({ digit, percent }) => `${digit} mit ${percent}`,
  'spoken.may': ({ place, guesses }) => `Was ${place} sein kann: ${guesses}.`,
  'spoken.between': ', ',

  // Wege hinein
  'page.missing': 'Dieser Teil der Seite ließ sich nicht laden. Bitte noch einmal versuchen, wenn der Dienst wieder da ist.',
  'tool.camera': 'Foto aufnehmen',
  'tool.camera.short': 'Kamera',
  'tool.crop': 'Bild zuschneiden',
  'intake.none': 'Darin ist kein Bild. Gelesen werden PNG, JPEG, WebP, BMP, GIF und TIFF.',
  'intake.other': (/** @type {{name: string}} */ { name }) =>
    `${name} ist kein Bild. Gelesen werden PNG, JPEG, WebP, BMP, GIF und TIFF.`,
  'dialog.cancel': 'Abbrechen',
  'crop.title': 'Was soll gelesen werden?',
  'crop.hint': 'Den Rahmen verschieben oder an den Ecken ziehen.',
  'crop.hint.keys': 'Pfeiltasten verschieben ihn, mit der Umschalttaste ändern sie seine Größe, mit Alt um einzelne Pixel.',
  'crop.frame': 'Rahmen um das, was gelesen wird',
  'crop.size': (/** @type {{width: number, height: number}} */ { width, height }) =>
    `${width} mal ${height} Pixel`,
  'crop.whole': 'Ganzes Bild',
  'crop.read': 'Lesen',

  // Viele Dateien
  'files.title': 'Dateien',
  'files.counts': (/** @type {import('../files/result.js').Counts} */ { all, done, review, unread }) =>
    `${done} von ${all} fertig, ${review} zu prüfen, ${unread} nicht gelesen`,
  'files.progress': 'Fortschritt',
  'files.table': 'Die Tabelle als Text',
  'files.stop': 'Anhalten',
  'files.resume': 'Den Rest lesen',
  'files.copy': 'Tabelle kopieren',
  'files.save': 'Als CSV speichern',
  'files.close': 'Liste schließen',
  'files.open': 'Öffnen',
  'files.open.label': (/** @type {{name: string}} */ { name }) =>
    `${name} auf dem Blatt öffnen`,
  'files.waiting': 'Wartet',
  'files.reading': 'Wird gelesen …',

  // Teilen
  'share.menu': 'Teilen',
  'share.title': 'Diese Zeichnung teilen',
  'share.blank': 'Auf dem Blatt ist noch nichts. Erst etwas zeichnen, dann teilen.',
  'share.picture': 'Ein Bild aus einer Datei bleibt auf diesem Gerät: Es passt in keinen Link. Zeichnungen lassen sich teilen.',
  'share.link': 'Link',
  'share.link.copy': 'Link kopieren',
  'share.link.send': 'Senden an …',
  'share.link.note': 'Die Zeichnung steckt im Link selbst. Sie wird nirgends gespeichert.',
  'share.image': 'Bild',
  'share.paper': 'Auf Papier',
  'share.png': 'PNG speichern',
  'share.svg': 'SVG speichern',
  'share.code.as': 'Die Anfrage für Programme kopieren',
  'share.code': 'Die Anfrage',
  'share.copied': 'Kopiert.',
  'share.copy.yourself': 'Es ist markiert: bitte kopieren.',
  'link.damaged': 'Die Zeichnung in diesem Link ist beschädigt oder abgeschnitten. Auf dem Blatt hat sich nichts geändert.',
  'link.newer': 'Die Zeichnung in diesem Link stammt von einer neueren Seite. Auf dem Blatt hat sich nichts geändert.',
  'link.foreign': 'In diesem Link steckt keine Zeichnung, die sich zeigen lässt. Auf dem Blatt hat sich nichts geändert.',

  // When something fails
  'problem.again': 'Noch einmal versuchen',
  'problem.unreachable': 'Der Dienst ist nicht erreichbar',
  'problem.busy': 'Der Dienst ist ausgelastet',
  'problem.unready': 'Der Dienst ist noch nicht bereit',
  'problem.failed': 'Der Dienst ist daran gescheitert',
  'problem.kind': 'Diese Art von Datei lässt sich nicht lesen',
  'problem.blank': 'Keine Schrift gefunden',
  'problem.blank.drawing': 'In dieser Zeichnung gibt es nichts zu lesen.',
  'problem.blank.image': 'In diesem Bild gibt es nichts zu lesen.',
  'problem.large.drawing': 'Diese Zeichnung ist zu groß',
  'problem.large.image': 'Dieses Bild ist zu groß',
  'problem.refused.drawing': 'Diese Zeichnung lässt sich nicht lesen',
  'problem.refused.image': 'Dieses Bild lässt sich nicht lesen',
  'problem.stuck.drawing': 'Die Zeichnung kam nicht durch',
  'problem.stuck.image': 'Das Bild kam nicht durch',
  'problem.stuck.text.drawing': ({ size }) =>
    `Die Verbindung ist abgerissen oder zu langsam, oder die Zeichnung ist zu groß (${size}).`,
  'problem.stuck.text.image': ({ size }) =>
    `Die Verbindung ist abgerissen oder zu langsam, oder das Bild ist zu groß (${size}).`,
  'problem.kept.drawing': 'Deine Zeichnung bleibt erhalten.',
  'problem.kept.image': 'Dein Bild bleibt erhalten.',
  'problem.waits.drawing': 'Deine Zeichnung bleibt erhalten und wird gelesen, sobald der Dienst wieder da ist.',
  'problem.waits.image': 'Dein Bild bleibt erhalten und wird gelesen, sobald der Dienst wieder da ist.',
};
