/** A person of the fictional company. */
export interface Person {
  firstName: string
  lastName: string
  /** The name in plain Latin letters, for e-mail addresses and host names. */
  latinFirst: string
  latinLast: string
}

/**
 * First and last names by language area. Names in other scripts have their Latin spelling after a bar.
 * Names of the fixed characters (characters.ts) are left out, so that those stay unique.
 */
const areas = [
  {
    first: 'Ivan Petra Luka Maja Nikola Dragana Marko Jelena Stjepan Vesna Željko Šejla',
    last: 'Horvat Jovanović Babić Marić Nikolić Đorđević Perić Župan Vuković Hadžić Tomić Čolić',
  },
  {
    first: 'Emma Liam Olivia Noah Charlotte James Grace Henry Amelia Oscar Zoe Dylan',
    last: 'Walker Bennett Hughes O’Connor Mitchell Carter Reid Fletcher Sullivan Brooks Hayes Whitfield-Jones',
  },
  {
    first:
      'Lena Maximilian Hannah Felix Jürgen Sabine Moritz Anneliese Günther Katrin Björn Mareike',
    last: 'Schneider Fischer Müller Krämer Vogel Weiß Hoffmann Lindner Schäfer Bergmann Großmann Köhler',
  },
  {
    first: 'Camille Hugo Chloé Théo Élodie Mathieu Noémie Aurélien Margaux François Zoé Étienne',
    last: 'Lefèvre Dubois Moreau Girard Bonnet Mercier Chevalier Rousseau Fontaine Gauthier Perrin Béranger',
  },
  {
    first: 'Sofía Mateo Valentina Santiago Lucía Diego Íñigo Martina Joaquín Renata Ximena Ángel',
    last: 'García Fernández Hernández Muñoz Ortega Castillo Vargas Rojas Peña Ibáñez Quiroga Álvarez',
  },
  {
    first:
      'Giulia Lorenzo Chiara Matteo Francesca Alessandro Martina Davide Elisa Niccolò Beatrice Tommaso',
    last: 'Rossi Bianchi Ferrari Colombo Ricci Marino Greco Conti Gallo D’Angelo Fontana Moretti',
  },
  {
    first:
      'Zofia Jakub Maja Szymon Łucja Wojciech Agnieszka Paweł Małgorzata Michał Żaneta Stanisław',
    last: 'Kowalski Wiśniewska Wójcik Kamińska Zieliński Szymańska Dąbrowski Kozłowska Jankowski Mazur Krawczyk Łukaszewicz',
  },
  {
    first: 'Astrid Sven Freja Lars Ingrid Øyvind Sigrid Mikkel Linnéa Åsa Henrik Tove',
    last: 'Lindqvist Hansen Bergström Sørensen Nyström Dahl Ødegård Sandberg Holm Åkesson Nordin Kjær',
  },
  {
    first:
      'Олександр|oleksandr Катерина|kateryna Андрій|andrii Ірина|iryna Богдан|bohdan Соломія|solomiia Тарас|taras Юлія|yuliia Дмитро|dmytro Оксана|oksana Микола|mykola Надія|nadiia',
    last: 'Коваленко|kovalenko Бондаренко|bondarenko Ткаченко|tkachenko Мельник|melnyk Кравчук|kravchuk Поліщук|polishchuk Лисенко|lysenko Гончар|honchar Мороз|moroz Савчук|savchuk Руденко|rudenko Петренко|petrenko',
  },
  {
    first: 'Arjun Ananya Rohan Kavya Vikram Meera Aditya Lakshmi Rahul Divya Sanjay Nandini',
    last: 'Sharma Iyer Patel Reddy Nair Chatterjee Gupta Desai Menon Banerjee Kulkarni Venkataraman',
  },
  {
    first:
      '陽翔|haruto 結衣|yui 蓮|ren 美咲|misaki 大輔|daisuke 直樹|naoki 彩香|ayaka 翔太|shota 由美子|yumiko 健一|kenichi 恵|megumi 拓也|takuya',
    last: '佐藤|sato 鈴木|suzuki 高橋|takahashi 渡辺|watanabe 伊藤|ito 山本|yamamoto 中村|nakamura 小林|kobayashi 加藤|kato 吉田|yoshida 山田|yamada 松本|matsumoto',
  },
  {
    first: 'Wei Xiu Jian Mei Hao Ling Jun Fang Rui Xin Bo Qing',
    last: 'Zhang Li Chen Liu Huang Zhao Wu Zhou Xu Lin Lü Guo',
  },
  {
    first: 'Omar Layla Yousef Fatima Khalid Noor Tariq Salma Hassan Rania Ziad Dina',
    last: 'Al-Masri Haddad Nasser Khoury El-Sayed Mansour Farouk Saleh Qasim Abboud Rahman Benali',
  },
  {
    first: 'Chidi Amara Kwame Zainab Tunde Adaeze Kofi Ngozi Sipho Thandiwe Wanjiru Baraka',
    last: 'Okafor Mensah Adeyemi Nwosu Dlamini Mwangi Owusu Balogun Ndlovu Kamau Diallo Traoré',
  },
  {
    first: 'João Beatriz Tiago Inês Caio Larissa Gonçalo Mariana Thiago Letícia Rui Conceição',
    last: 'Silva Oliveira Carvalho Araújo Gonçalves Magalhães Brandão Teixeira Simões Nogueira Assunção Leitão',
  },
  {
    first: 'Elif Emre Zeynep Burak Ayşe Kerem Defne Çağlar Gül Oğuz Irmak Ömer',
    last: 'Yılmaz Demir Şahin Çelik Öztürk Aydın Koç Güneş Arslan Doğan Kılıç Yıldız',
  },
].map(({ first, last }) => ({ first: first.split(' '), last: last.split(' ') }))

/** Names by area: each of the 16 × 12 × 12 pairs is one person. */
const namesAList = 12

/** Number of people before names repeat. */
export const distinctPeople = areas.length * namesAList * namesAList

/** The person with this number: neighbors come from different areas, and no name repeats below `distinctPeople`. */
export function person(number: number): Person {
  // 1,031 and 2,304 share no factor, so no number repeats.
  const dealt = ((number % distinctPeople) * 1031 + 577) % distinctPeople
  const area = areas[dealt % areas.length]
  const pair = Math.floor(dealt / areas.length)
  const [firstName = '', latinFirst = latin(firstName)] = (
    area?.first[pair % namesAList] ?? ''
  ).split('|')
  const [lastName = '', latinLast = latin(lastName)] = (
    area?.last[Math.floor(pair / namesAList)] ?? ''
  ).split('|')
  return { firstName, lastName, latinFirst, latinLast }
}

const withoutDecomposition: Record<string, string> = {
  đ: 'd',
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  ß: 'ss',
  ı: 'i',
}

/** Lower-case letters, digits and hyphens, as e-mail addresses and host names require. */
export function latin(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[đłøæßı]/g, (letter) => withoutDecomposition[letter] ?? '')
    .replaceAll(/[^a-z0-9-]/g, '')
}
