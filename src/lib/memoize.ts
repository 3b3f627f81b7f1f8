/** Remembers the answer for each argument; texts are equal by value, objects by identity. */
export function memoize<T, Answer extends object | boolean | number | string>(
  answerTo: (given: T) => Answer,
): (given: T) => Answer {
  const answers = new Map<T, Answer>()
  return (given) => {
    let answer = answers.get(given)
    if (answer === undefined) answers.set(given, (answer = answerTo(given)))
    return answer
  }
}
