/** The element of page.html with this id. */
export function at<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`page.html has no such element: ${id}`);
  return found;
}

/** A new element that holds texts and elements; a text never becomes markup. */
export function element(
  name: keyof HTMLElementTagNameMap,
  content: (string | Node)[] = [],
  className = '',
): HTMLElement {
  const made = document.createElement(name);
  made.append(...content);
  made.className = className;
  return made;
}
