/** All that the page says in Spanish. */

const NAMES = ['cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve'];

/** @type {import('../text.js').Catalogue} */
export default {
  // Around the sheet
  'page.tagline': 'De tu trazo a la letra impresa.',
  'page.model': 'Modelo',
  'page.model.unknown': 'aún desconocido',
  'page.docs': 'Documentación de la API',
  'page.language': 'Idioma',
  'mode.label': 'Leer la hoja como',
  'mode.digit': 'Cifra',
  'mode.number': 'Número',

  // The sheet
  'sheet.section': 'Escritura',
  'sheet.label': 'Hoja para escribir con el ratón, el dedo o un lápiz',
  'sheet.invite.digit': 'Dibuja una cifra',
  'sheet.invite.number': 'Escribe un número',
  'sheet.hint': 'Se lee mientras escribes.',
  'sheet.drop': 'Suelta la imagen para leerla',

  // The tools below it
  'tool.group': 'Hoja',
  'tool.undo': 'Deshacer',
  'tool.redo': 'Rehacer',
  'tool.clear': 'Borrar',
  'tool.image': 'Leer una imagen',
  'tool.image.short': 'Imagen',
  'tool.more': 'Más',
  'key.undo': 'Ctrl Z',
  'key.clear': 'Supr',

  // Help
  'help.title': 'Teclado',
  'help.undo': 'Deshacer',
  'help.redo': 'Rehacer',
  'help.clear': 'Borrar la hoja',
  'help.mode': 'Cifra o número, con el selector enfocado',
  'help.key.undo': 'Ctrl Z',
  'help.key.redo': 'Ctrl Mayús Z',
  'help.key.clear': 'Supr',
  'dialog.close': 'Cerrar',

  // The answer
  'answer.section': 'Respuesta',
  'answer.empty': 'Todavía no hay nada escrito',
  'answer.empty.digit': 'Escribe una cifra en la hoja o haz que se lea de una imagen.',
  'answer.empty.number': 'Escribe un número en la hoja, uno por línea, o haz que se lea de una imagen.',
  'answer.chances': 'Probabilidad de cada cifra',
  'answer.seen': 'Lo que ve el modelo',
  'answer.seen.label': 'El dibujo tal como lo ve el modelo, de 28 por 28 píxeles',
  'digit.name': ({ digit }) => NAMES[digit],
  'digit.one': ({ digit }) => `un ${NAMES[digit]}`,
  'percent.more': ({ percent }) => `más del ${percent}`,
  'percent.less': ({ percent }) => `menos del ${percent}`,
  'verdict.or': ({ first, second }) => `${first} o ${second}`,
  'verdict.certain': ({ guess }) => `Casi seguro que es ${guess}`,
  'verdict.probable': ({ guess }) => `Probablemente sea ${guess}`,
  'verdict.possible': ({ guess }) => `Quizá sea ${guess}`,
  'verdict.hard': ({ guess }) => `Es difícil decirlo: quizá sea ${guess}`,
  'decision.accept': 'Bastante seguro.',
  'decision.review': ({ doubts }) => `Conviene revisarlo: ${doubts}.`,
  'doubt.between': '; ',
  'doubt.low_confidence': 'no está claro qué cifra es',
  'doubt.not_a_digit': 'esto no parece una cifra',
  'doubt.several_digits': 'parece haber más de una cifra',
  'doubt.faint_ink': 'el trazo es muy tenue',
  'doubt.constraint_unsatisfied': 'ninguna lectura tiene la longitud o el dígito de control pedidos',

  // A number
  'number.lines': 'Lo que está escrito',
  'number.hint': 'Elige una cifra para ver qué otra podría ser',
  'number.may.title': ({ place }) => `Qué puede ser: ${place}`,
  'number.place': ({ index, digits }) => `cifra ${index} de ${digits}`,
  'number.place.line': ({ row, place }) => `línea ${row}, ${place}`,
  'number.digit': ({ digit, place, percent }) => `${digit}, ${place}, ${percent}`,
  'number.digit.unsure': ({ label }) => `${label}, dudosa`,
  'number.digit.check': ({ label }) => `${label}, por revisar`,

  // The answer for those who hear it
  'spoken.accept': ({ text, percent }) => `${text}, con ${percent} de seguridad`,
  'spoken.review': ({ text, doubts }) => `${text}, pero conviene revisarlo: ${doubts}`,
  'spoken.read': ({ answer }) => `Leído: ${answer}.`,
  'spoken.lines': ({ count, lines }) => `${count} líneas leídas. ${lines}`,
  'spoken.line': ({ row, answer }) => `Línea ${row}: ${answer}.`,
  'spoken.guess': ({ digit, percent }) => `${digit}, ${percent}`,
  'spoken.may': ({ place, guesses }) => `Qué puede ser la ${place}: ${guesses}.`,
  'spoken.between': '; ',

  // Entradas
  'page.missing': 'No se pudo cargar esta parte de la página. Inténtalo de nuevo cuando el servicio haya vuelto.',
  'tool.camera': 'Tomar una foto',
  'tool.camera.short': 'Cámara',
  'tool.crop': 'Recortar la imagen',
  'intake.none': 'No contiene ninguna imagen. Se leen PNG, JPEG, WebP, BMP, GIF y TIFF.',
  'intake.other': (/** @type {{name: string}} */ { name }) =>
    `${name} no es una imagen. Se leen PNG, JPEG, WebP, BMP, GIF y TIFF.`,
  'dialog.cancel': 'Cancelar',
  'crop.title': '¿Qué hay que leer?',
  'crop.hint': 'Mueve el marco o arrastra sus esquinas.',
  'crop.hint.keys': 'Las flechas lo mueven; con Mayús cambian su tamaño, con Alt de píxel en píxel.',
  'crop.frame': 'Marco de lo que se lee',
  'crop.size': (/** @type {{width: number, height: number}} */ { width, height }) =>
    `${width} por ${height} píxeles`,
  'crop.whole': 'Imagen entera',
  'crop.read': 'Leer',

  // Muchos archivos
  'files.title': 'Archivos',
  'files.counts': (/** @type {import('../files/result.js').Counts} */ { all, done, review, unread }) =>
    `${done} de ${all} listos, ${review} por revisar, ${unread} sin leer`,
  'files.progress': 'Progreso',
  'files.table': 'La tabla como texto',
  'files.stop': 'Detener',
  'files.resume': 'Leer el resto',
  'files.copy': 'Copiar la tabla',
  'files.save': 'Guardar como CSV',
  'files.close': 'Cerrar la lista',
  'files.open': 'Abrir',
  'files.open.label': (/** @type {{name: string}} */ { name }) =>
    `Abrir ${name} en la hoja`,
  'files.waiting': 'En espera',
  'files.reading': 'Leyendo…',

  // Compartir
  'share.menu': 'Compartir',
  'share.title': 'Compartir este dibujo',
  'share.blank': 'Todavía no hay nada en la hoja. Dibuja algo y compártelo después.',
  'share.picture': 'Una imagen de un archivo se queda en este dispositivo: no cabe en ningún enlace. Los dibujos sí se pueden compartir.',
  'share.link': 'Enlace',
  'share.link.copy': 'Copiar enlace',
  'share.link.send': 'Enviar a…',
  'share.link.note': 'El dibujo está en el propio enlace. No se guarda en ninguna parte.',
  'share.image': 'Imagen',
  'share.paper': 'Sobre papel',
  'share.png': 'Guardar PNG',
  'share.svg': 'Guardar SVG',
  'share.code.as': 'Copiar la petición para programas',
  'share.code': 'La petición',
  'share.copied': 'Copiado.',
  'share.copy.yourself': 'Está seleccionado: cópialo, por favor.',
  'link.damaged': 'El dibujo de este enlace está dañado o cortado. En la hoja no ha cambiado nada.',
  'link.newer': 'El dibujo de este enlace se hizo con una página más nueva. En la hoja no ha cambiado nada.',
  'link.foreign': 'Este enlace no lleva ningún dibujo que se pueda mostrar. En la hoja no ha cambiado nada.',

  // When something fails
  'problem.again': 'Intentar de nuevo',
  'problem.unreachable': 'No se puede contactar con el servicio',
  'problem.busy': 'El servicio está ocupado',
  'problem.unready': 'El servicio aún no está listo',
  'problem.failed': 'El servicio ha fallado con esto',
  'problem.kind': 'Este tipo de archivo no se puede leer',
  'problem.blank': 'No se ha encontrado ningún trazo',
  'problem.blank.drawing': 'En este dibujo no hay nada que leer.',
  'problem.blank.image': 'En esta imagen no hay nada que leer.',
  'problem.large.drawing': 'Este dibujo es demasiado grande',
  'problem.large.image': 'Esta imagen es demasiado grande',
  'problem.refused.drawing': 'Este dibujo no se puede leer',
  'problem.refused.image': 'Esta imagen no se puede leer',
  'problem.stuck.drawing': 'El dibujo no ha llegado',
  'problem.stuck.image': 'La imagen no ha llegado',
  'problem.stuck.text.drawing': ({ size }) =>
    `La conexión se cortó o es muy lenta, o el dibujo es demasiado grande (${size}).`,
  'problem.stuck.text.image': ({ size }) =>
    `La conexión se cortó o es muy lenta, o la imagen es demasiado grande (${size}).`,
  'problem.kept.drawing': 'Tu dibujo se conserva.',
  'problem.kept.image': 'Tu imagen se conserva.',
  'problem.waits.drawing': 'Tu dibujo se conserva y se leerá en cuanto vuelva el servicio.',
  'problem.waits.image': 'Tu imagen se conserva y se leerá en cuanto vuelva el servicio.',
};
