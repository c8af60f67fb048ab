using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Moderation.V1;

namespace Steward.Cli.Moderation;

/// <summary>Messages in a file: texts, and where columns say so when, where, by whom and of which kind. Without times they come a minute apart, so that nothing is a flood that is none.</summary>
internal static class MessagesFile
{
    private static readonly DateTimeOffset Begin = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async IAsyncEnumerable<BacktestMessage> ReadAsync(FileInfo file, string textColumn, PassedOver passedOver)
    {
        // A file of JSON lines has no head: each line has the columns that it has.
        using var table = file.Extension is ".jsonl" or ".ndjson" ? TextTable.Open(file, textColumn, "sent_at", "group", "member", "kind") : TextTable.Open(file, textColumn);
        var (text, at, group, member, kind) = (table.IndexOf(textColumn), table.IndexOf("sent_at"), table.IndexOf("group"), table.IndexOf("member"), table.IndexOf("kind"));
        var (number, latest) = (0, Begin);
        foreach (var row in table.Rows())
        {
            number++;
            if (row.Error is not null)
            {
                passedOver.Add(file, row.Line, row.Error);
                continue;
            }

            var sentAt = Begin.AddMinutes(number);
            if (at >= 0 && row.Fields[at].Length > 0 && !DateTimeOffset.TryParse(row.Fields[at], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out sentAt))
            {
                passedOver.Add(file, row.Line, $"'{row.Fields[at]}' is no time");
                continue;
            }

            if (sentAt < latest)
            {
                passedOver.Add(file, row.Line, "is earlier than the line before; sort the file by sent_at");
                continue;
            }

            latest = sentAt;
            yield return new BacktestMessage
            {
                Text = row.Fields[text],
                SentAt = Timestamp.FromDateTimeOffset(sentAt),
                GroupId = group < 0 ? "" : IdOf(row.Fields[group]),
                SenderId = member < 0 ? "" : IdOf(row.Fields[member]),
                Kind = kind < 0 ? "" : row.Fields[kind],
            };
        }

        await Task.CompletedTask;
    }

    /// <summary>Ids of other systems become ids of ours; the same one always the same.</summary>
    private static string IdOf(string name) => name.Length == 0 ? "" : (Guid.TryParse(name, out var id) && id != Guid.Empty ? id : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16))).ToString();
}
