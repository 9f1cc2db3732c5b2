// Begins to fetch the program before the rest of the page is read: public/boot.js takes it from here. The build puts this
// into the page and hands it the names of the files (scripts/page.mjs).
{
  const { wasm, form, parts } = document.currentScript.dataset;
  const [, service, draft] = location.pathname.match(/^\/nop\/([a-z0-9-]+)(\/)?/) ?? [];

  /** What a form needs of the program, when it is opened before anything is kept here: `form` is the file of all, `parts` the
   * name and length of each, the first file of the program before the others. */
  function programOfForm() {
    const bytes = fetch(form).then((answer) => {
      if (!answer.ok) throw new TypeError(`${form}: ${answer.status}`);
      return answer.arrayBuffer();
    });
    let from = 0;
    const taken = [...parts.matchAll(/(\S+) (\d+)/g)].map(([, name, length]) => {
      const begin = from;
      from += Number(length);
      return [name, bytes.then((all) => all.slice(begin, begin + Number(length)))];
    });
    const [[, first], ...packs] = taken;
    globalThis.packs = Object.fromEntries(packs);
    return first;
  }

  globalThis.program = service && !navigator.serviceWorker?.controller ? programOfForm() : fetch(wasm);
  // What it asks is fetched beside it (crates/contract/src/paths.rs).
  if (service && !draft) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: `/api/v1/services/${service}/definition` });
    document.head.append(link);
  }
}
