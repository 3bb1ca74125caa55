/** Words before the number of a driving licence, diacritics left out, in the languages whose licences are known here. */
export const driverWords =
  /(?:\bdriv(?:er'?s?|ing)[ _-]?(?:licen[cs]e|permit|id|lic\.?)|\bdl(?:[ _-]?(?:number|num|no\.?|#))?|\bd\.l\.|\bf[uü]e?hrerschein|\bfahrerlaubnis|\bpatente(?: di guida)?|\bpermis de conduire|\b(?:permiso|licencia|carnet) de conducir|\bcarta de conducao|\brijbewijs|\bkorekort|\bkorkort|\bajokortti|\bprawo jazdy|운전면허)(?![a-z])[^\n]{0,20}$/i;
