/// How a handout's page looks: on a light and on a dark screen, and on paper.
enum HandoutStyle {
  static let sheet = """

    :root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --tint: #f6f8fa;
      --link: #0b5cad; --paper: #fff }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --soft: #9aa4ae; --line: #3d444d;
      --tint: #161b22; --link: #6cb0f5; --paper: #0d1117 } }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.55 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif }
    main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem }
    h1, h2, h3, h4 { line-height: 1.25; margin: 2.2em 0 .6em }
    h1 { font-size: 1.9rem; margin-top: 0 } h2 { font-size: 1.4rem } h3 { font-size: 1.15rem }
    h4, h5 { font-size: 1rem; margin-top: 1.4em }
    article + article { border-top: 2px solid var(--line); margin-top: 4rem; padding-top: 1rem }
    a { color: var(--link); text-underline-offset: .15em }
    .summary { font-size: 1.1rem; color: var(--soft) }
    .sentence { margin: .35em 0; color: var(--soft) }
    code, pre, td.n, th.n { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace }
    code { font-size: .92em; background: var(--tint); padding: .1em .3em; border-radius: 3px }
    pre { font-size: .82rem; line-height: 1.35; background: var(--tint); padding: .8em 1em; overflow-x: auto }
    blockquote { margin: 1em 0; padding: .1em 1em; border-left: 3px solid var(--line); color: var(--soft) }
    .table { overflow-x: auto; margin: 1em 0 }
    table { border-collapse: collapse; font-size: .92rem }
    th, td { padding: .25em .8em; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap }
    th { font-weight: 600 } thead tr:last-child th { border-bottom: 2px solid var(--line) }
    td.n, th.n { text-align: right; font-size: .86rem } th[colspan] { text-align: center }
    table.prose { margin: 1em 0 }
    table.prose th, table.prose td { white-space: normal; vertical-align: top; min-width: 5em }
    figure { margin: 1.2em 0 } figure svg { display: block; width: 100%; max-width: 38rem; height: auto; max-height: 30rem }
    figcaption { font-size: .85rem; color: var(--soft); margin-top: .4em } figcaption p { margin: .15em 0 }
    .question { border-left: 3px solid var(--link); padding: .1em 1em; margin: 1em 0; background: var(--tint) }
    .answer { margin: 1em 0 } .answer p { margin: .3em 0 }
    @page { margin: 18mm }
    @media print {
      :root { color-scheme: light; --ink: #000; --soft: #333; --line: #bbb; --tint: #f4f4f4; --link: #000;
        --paper: #fff }
      body { font-size: 10.5pt } main { max-width: none; padding: 0 }
      figure, table, pre, .question, .answer { break-inside: avoid }
      h1, h2, h3, h4, h5 { break-after: avoid }
      article + article { break-before: page; border: 0; margin: 0 } .answers { break-before: page }
      pre { white-space: pre-wrap } svg text { fill: #000 } figure svg { max-height: 8.5cm }
    }

    """
}
