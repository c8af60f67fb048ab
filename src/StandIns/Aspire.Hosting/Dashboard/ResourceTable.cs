using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

/// <summary>The dashboard's HTML. The page's script asks for the rows again every second and changes only the cells that differ.</summary>
internal static class ResourceTable
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    public static string Page(IReadOnlyList<ResourceView> views, Words words, string language) =>
        $"""
        <!doctype html>
        <html lang="{language}">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{Text(words.Title)}</title>
          <link rel="stylesheet" href="/page.css">
          <script src="/page.js" defer></script>
        </head>
        <body data-rows="/rows?lang={language}">
          <header><h1>{Text(words.Title)}</h1><a href="/?lang={(language == "en" ? "zh-CN" : "en")}">{Text(words.OtherLanguage)}</a></header>
          <main>
          <table>
            <thead><tr><th>{Text(words.Name)}</th><th>{Text(words.Kind)}</th><th>{Text(words.State)}</th><th>{Text(words.Health)}</th><th>{Text(words.Endpoints)}</th><th>{Text(words.Restarts)}</th><th>{Text(words.Uptime)}</th><th>{Text(words.Process)}</th><th>{Text(words.Actions)}</th></tr></thead>
            <tbody id="rows">{Rows(views, words)}</tbody>
          </table>
          <section id="log" hidden>
            <h2>{Text(words.Logs)}: <span id="log-name"></span></h2>
            <input id="log-filter" type="search" placeholder="{Text(words.Filter)}" aria-label="{Text(words.Filter)}">
            <pre id="log-lines" tabindex="0"></pre>
          </section>
          </main>
        </body>
        </html>
        """;

    public static string Rows(IReadOnlyList<ResourceView> views, Words words)
    {
        var html = new StringBuilder();
        foreach (var view in views)
        {
            html.Append(CultureInfo.InvariantCulture, $"""<tr data-name="{Text(view.Name)}"><td>{Text(view.Name)}</td><td>{Text(words.Term(view.Kind))}</td>""")
                .Append(CultureInfo.InvariantCulture, $"""<td class="state {view.State.ToLowerInvariant()}">{Text(words.Term(view.State))}{Detail(view)}</td>""")
                .Append(CultureInfo.InvariantCulture, $"""<td class="{view.Health}">{Text(words.Term(view.Health ?? "–"))}</td><td>{Links(view)}</td>""")
                .Append(CultureInfo.InvariantCulture, $"<td>{view.Restarts}</td><td>{Uptime(view.UptimeSeconds)}</td><td>{view.Pid}</td><td>{Buttons(view, words)}</td></tr>");
        }

        return html.ToString();
    }

    private static string Text(string text) => Encoder.Encode(text);

    private static string Detail(ResourceView view) =>
        view.WaitsFor.Count > 0 ? $"<small>{Text(string.Join(", ", view.WaitsFor))}</small>"
        : view.ExitCode is { } code and not 0 ? $"<small>{code}</small>"
        : "";

    private static string Links(ResourceView view) => string.Join("<br>", view.Endpoints.Select(e =>
        e.Url.StartsWith("http", StringComparison.Ordinal)
            ? $"""<a href="{Text(e.Url)}" target="_blank" rel="noopener"{(e.IsExternal ? " class=\"external\"" : "")}>{Text(e.Name)} {Text(e.Url)}</a>"""
            : Text(e.Url)));

    private static string Uptime(double? seconds) =>
        seconds is { } s ? TimeSpan.FromSeconds(Math.Floor(s)).ToString(s >= 86_400 ? @"d\.hh\:mm\:ss" : @"hh\:mm\:ss", CultureInfo.InvariantCulture) : "";

    private static string Buttons(ResourceView view, Words words)
    {
        if (view.Kind is "database" or "connection")
        {
            return "";
        }

        var runs = view.State is not (KnownResourceStates.Exited or KnownResourceStates.Finished or KnownResourceStates.FailedToStart);
        var actions = runs
            ? $"{Button("stop", words.Stop)}{Button("restart", words.Restart)}"
            : Button("start", words.Start);
        return $"""{actions}<button data-log>{Text(words.Logs)}</button>""";
    }

    private static string Button(string action, string label) => $"""<button data-action="{action}">{Text(label)}</button>""";
}
