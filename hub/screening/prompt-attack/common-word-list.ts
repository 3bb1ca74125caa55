/** Words of up to four letters that hold a sentence together, in languages with Latin letters. Where several words in a row are none of these, a text may be in disguise. */
export const commonWords =
  'the of and to in is a you your i it that for on are as with his they at be this have from or one had by word but not what all were we when can said an each how their will up out them then she many some so her would make like him into time has look two more go see no way could my than been call who now find down day did get come made may part me do if ' +
  'der die das und ist ich du sie es ein eine zu den von mit auf fur im dem nicht sich auch als an bei wie was wir war hat aus am nur ' +
  'le la les de des du un une et est en que qui pour dans ce il elle ne pas plus par sur au avec je tu vous se son nous sont mais ou ' +
  'el los las del y en que por con para una su al lo como mas pero sus sin si ' +
  'il lo gli di che e per con non una sono del da al i della ' +
  'o os as do da dos em um uma com na no ao se ' +
  'het een van en dat niet te op zijn voor met ik ' +
  'i w na z ze do nie sie jest to jak po co ale ' +
  'och att det som en pa av med den til og er ikke bir ve bu da de icin yang dan di ini untuk';

/** The first line of them: English. Disguises are told by English alone, and by longer words than one letter. */
export const commonEnglishWords = commonWords
  .slice(0, commonWords.indexOf(' der '))
  .split(' ')
  .filter((word) => word.length > 1)
  .join(' ');
