"""From files to claims. Each module imports only from those above it:

| module                                   | from → to                                                         |
| ---------------------------------------- | ----------------------------------------------------------------- |
| `sources/`                               | files → documents                                                 |
| `patterns`, `language`, `when/`          | a text → its language, its dates                                  |
| `dateline`, `paragraphs`                 | a document → title, day, publisher; its lines and paragraphs      |
| `index`, `tokens`                        | packs → one dictionary; text → tokens and sentences               |
| `vocabulary`                             | the words of a document → what rules need not look for            |
| `actors`, `scene`, `items`               | who is on stage; noun phrases and the items of a sentence         |
| `sight`, `refer`, `rows`                 | a sentence under the dictionary; «وی», «دو کشور»; lists           |
| `places`, `groups`, `deals`              | countries, bodies, places; unknown groups; agreements, projects   |
| `names`, `titles`                        | who a name means; offices and whose they are                      |
| `bearers`, `holders`, `point`, `duties`  | names beside offices; offices alone; «این …»; «تعهدات …»          |
| `find`                                   | tokens → items, by what stands at each step                       |
| `introduce`                              | the first look at all sentences: who is there                     |
| `verbs`, `clauses`, `govern`             | items → verb groups → clauses → cases, heads, lists, subjects     |
| `voice`, `telling`                       | verbs of saying and cues; what rules share                        |
| `deeds`, `speakers`                      | whose «این اقدام» is; who speaks, of whom                         |
| `triggers`, `force`, `joint`             | frames heard; deeds of force; what several issue together         |
| `cases`, `doers`, `targets`              | noun phrases in a case; who does it; to whom or what              |
| `roles`, `ends`                          | what a role asks for; who fills the two ends of a frame           |
| `colour`                                 | plan, hope, denial                                                |
| `found`, `flags`, `fit`                  | claims; what flags ask for; whether a frame is told               |
| `asking`, `threats`, `judging`, `blame`  | what a speaker asks, threatens, is for or against, blames         |
| `offices`, `speech_acts`                 | claims of offices; all that a speaker does by saying it           |
| `circumstances`, `relate`                | mode and place; clauses → claims                                  |
| `headlines`                              | claims of a headline that the article tells better                |
| `entities`, `close`                      | the scene and its claims → an extraction with final ids and dates |
| `reader`                                 | a document, read                                                  |
"""
