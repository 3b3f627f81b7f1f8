interface SamplePerson {
  firstName: string
  lastName: string
  /** The name in plain Latin letters, for e-mail addresses and host names. */
  latinFirst: string
  latinLast: string
}

/**
 * A line of first names and one of last names for each language area. Names in other scripts have their
 * Latin spelling after a bar. Names of the fixed characters (characters.ts) are left out, so that those
 * stay unique.
 */
const names = [
  'Ivan Petra Luka Maja Nikola Dragana Marko Jelena Stjepan Vesna Željko Šejla',
  'Horvat Jovanović Babić Marić Nikolić Đorđević Perić Župan Vuković Hadžić Tomić Čolić',
  'Emma Liam Olivia Noah Charlotte James Grace Henry Amelia Oscar Zoe Dylan',
  'Walker Bennett Hughes O’Connor Mitchell Carter Reid Fletcher Sullivan Brooks Hayes Whitfield-Jones',
  'Lena Maximilian Hannah Felix Jürgen Sabine Moritz Anneliese Günther Katrin Björn Mareike',
  'Schneider Fischer Müller Krämer Vogel Weiß Hoffmann Lindner Schäfer Bergmann Großmann Köhler',
  'Camille Hugo Chloé Théo Élodie Mathieu Noémie Aurélien Margaux François Zoé Étienne',
  'Lefèvre Dubois Moreau Girard Bonnet Mercier Chevalier Rousseau Fontaine Gauthier Perrin Béranger',
  'Sofía Mateo Valentina Santiago Lucía Diego Íñigo Martina Joaquín Renata Ximena Ángel',
  'García Fernández Hernández Muñoz Ortega Castillo Vargas Rojas Peña Ibáñez Quiroga Álvarez',
  'Giulia Lorenzo Chiara Matteo Francesca Alessandro Martina Davide Elisa Niccolò Beatrice Tommaso',
  'Rossi Bianchi Ferrari Colombo Ricci Marino Greco Conti Gallo D’Angelo Fontana Moretti',
  'Zofia Jakub Maja Szymon Łucja Wojciech Agnieszka Paweł Małgorzata Michał Żaneta Stanisław',
  'Kowalski Wiśniewska Wójcik Kamińska Zieliński Szymańska Dąbrowski Kozłowska Jankowski Mazur Krawczyk Łukaszewicz',
  'Astrid Sven Freja Lars Ingrid Øyvind Sigrid Mikkel Linnéa Åsa Henrik Tove',
  'Lindqvist Hansen Bergström Sørensen Nyström Dahl Ødegård Sandberg Holm Åkesson Nordin Kjær',
  'Олександр|oleksandr Катерина|kateryna Андрій|andrii Ірина|iryna Богдан|bohdan Соломія|solomiia Тарас|taras Юлія|yuliia Дмитро|dmytro Оксана|oksana Микола|mykola Надія|nadiia',
  'Коваленко|kovalenko Бондаренко|bondarenko Ткаченко|tkachenko Мельник|melnyk Кравчук|kravchuk Поліщук|polishchuk Лисенко|lysenko Гончар|honchar Мороз|moroz Савчук|savchuk Руденко|rudenko Петренко|petrenko',
  'Arjun Ananya Rohan Kavya Vikram Meera Aditya Lakshmi Rahul Divya Sanjay Nandini',
  'Sharma Iyer Patel Reddy Nair Chatterjee Gupta Desai Menon Banerjee Kulkarni Venkataraman',
  '陽翔|haruto 結衣|yui 蓮|ren 美咲|misaki 大輔|daisuke 直樹|naoki 彩香|ayaka 翔太|shota 由美子|yumiko 健一|kenichi 恵|megumi 拓也|takuya',
  '佐藤|sato 鈴木|suzuki 高橋|takahashi 渡辺|watanabe 伊藤|ito 山本|yamamoto 中村|nakamura 小林|kobayashi 加藤|kato 吉田|yoshida 山田|yamada 松本|matsumoto',
  'Wei Xiu Jian Mei Hao Ling Jun Fang Rui Xin Bo Qing',
  'Zhang Li Chen Liu Huang Zhao Wu Zhou Xu Lin Lü Guo',
  'Omar Layla Yousef Fatima Khalid Noor Tariq Salma Hassan Rania Ziad Dina',
  'Al-Masri Haddad Nasser Khoury El-Sayed Mansour Farouk Saleh Qasim Abboud Rahman Benali',
  'Chidi Amara Kwame Zainab Tunde Adaeze Kofi Ngozi Sipho Thandiwe Wanjiru Baraka',
  'Okafor Mensah Adeyemi Nwosu Dlamini Mwangi Owusu Balogun Ndlovu Kamau Diallo Traoré',
  'João Beatriz Tiago Inês Caio Larissa Gonçalo Mariana Thiago Letícia Rui Conceição',
  'Silva Oliveira Carvalho Araújo Gonçalves Magalhães Brandão Teixeira Simões Nogueira Assunção Leitão',
  'Elif Emre Zeynep Burak Ayşe Kerem Defne Çağlar Gül Oğuz Irmak Ömer',
  'Yılmaz Demir Şahin Çelik Öztürk Aydın Koç Güneş Arslan Doğan Kılıç Yıldız',
].map((line) => line.split(' '))

const areas = names.length / 2
const namesInLine = 12

/** Number of people before names repeat: each pair of names of an area is one person. */
export const distinctPeople = areas * namesInLine * namesInLine

const withoutDecomposition: Record<string, string> = {
  đ: 'd',
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  ß: 'ss',
  ı: 'i',
}

const people = Array.from({ length: distinctPeople }, (_, number) => makePerson(number))

/** The person with this number; no name repeats below `distinctPeople`. */
export function personOf(number: number): SamplePerson {
  return people[number % distinctPeople] ?? makePerson(0)
}

function makePerson(number: number): SamplePerson {
  // 1,031 and 2,304 share no factor, so no number repeats.
  const dealt = (number * 1031 + 577) % distinctPeople
  const area = dealt % areas
  const pair = Math.floor(dealt / areas)
  const [firstNames, lastNames] = names.slice(area * 2)
  const [firstName = '', latinFirst = latin(firstName)] =
    firstNames?.[pair % namesInLine]?.split('|') ?? []
  const [lastName = '', latinLast = latin(lastName)] =
    lastNames?.[Math.floor(pair / namesInLine)]?.split('|') ?? []
  return { firstName, lastName, latinFirst, latinLast }
}

/** Lower-case letters, digits and hyphens, as e-mail addresses and host names require. */
function latin(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[đłøæßı]/g, (letter) => withoutDecomposition[letter] ?? '')
    .replaceAll(/[^a-z0-9-]/g, '')
}
