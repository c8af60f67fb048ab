using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.Rules;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Control;

/// <summary>Messages from outside, one JSON object a line: a chat replay or a test. A bad line does not touch its neighbours.</summary>
internal sealed class AcceptMessages(SimulatedWorld world, ClientActions actions, InterceptRules rules, SimulatedClock clock)
{
    private const int ShownErrors = 1000;
    private const int LongestText = 20_000;
    private const int ImageBytes = 70_961;
    private static readonly string[] Types = ["text", "image", "link", "weapp"];

    public async Task<IResult> Handle(Stream body, bool create, CancellationToken ct)
    {
        var batch = new MessageBatch(create);
        var reader = PipeReader.Create(body);
        while (true)
        {
            var read = await reader.ReadAsync(ct);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                Take(rest.Slice(0, end), batch);
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (read.IsCompleted)
            {
                Take(rest, batch);
                break;
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }

        await reader.CompleteAsync();
        Announce(batch);
        return ControlBody.Ok(new { accepted = batch.Accepted, rejected = batch.Rejected, errors = batch.Errors });
    }

    private void Take(in ReadOnlySequence<byte> line, MessageBatch batch)
    {
        batch.Line++;
        if (IsBlank(line))
        {
            return;
        }

        if (Refuse(line, batch) is not { } reason)
        {
            batch.Accepted++;
            return;
        }

        batch.Rejected++;
        if (batch.Errors.Count < ShownErrors)
        {
            batch.Errors.Add(new LineError(batch.Line, reason));
        }
    }

    /// <returns>Null when the message was taken, else why not.</returns>
    private string? Refuse(in ReadOnlySequence<byte> line, MessageBatch batch)
    {
        MessageLine message;
        try
        {
            var reader = new Utf8JsonReader(line);
            message = JsonSerializer.Deserialize<MessageLine>(ref reader, WireJson.Control) ?? throw new JsonException("the line is null");
            if (reader.Read())
            {
                return "more than one JSON value";
            }
        }
        catch (JsonException failure)
        {
            return ControlBody.Where(failure);
        }

        if (Missing(message) is { } missing)
        {
            return missing;
        }

        if (Time(message.Time) is not { } at)
        {
            return "time: ISO 8601 with offset, or Unix milliseconds";
        }

        return world.Corps.TryGetValue(message.Corp, out var corp) ? Place(corp, message, at, batch) : $"corp: {message.Corp} is not a corp of this world";
    }

    private string? Place(Corp corp, MessageLine message, DateTimeOffset at, MessageBatch batch)
    {
        var group = batch.Groups.GetValueOrDefault((corp, message.Group)) ?? Group(corp, message.Group);
        if (group is null && !batch.Create)
        {
            return $"group: {message.Group} is unknown (create=true makes it)";
        }

        group ??= actions.CreateGroup(corp, message.Group);
        batch.Groups[(corp, message.Group)] = group;
        if (group.Dismissed)
        {
            return $"group: {message.Group} is dismissed";
        }

        var from = batch.Speakers.GetValueOrDefault((group, message.From)) ?? Speaker(corp, group, message.From);
        if (from is null && !batch.Create)
        {
            return $"from: {message.From} is neither an employee nor a member of the group (create=true lets them join)";
        }

        if (from is null)
        {
            from = Customer(corp, message.From) ?? actions.NewCustomer(corp, message.From).ExternalUserId;
            batch.Join(corp, group, from);
        }

        batch.Speakers[(group, message.From)] = from;
        if (corp.Employees.ContainsKey(from) && rules.Stops(corp, from, message.Text))
        {
            return "text: an intercept rule stops employees from sending this";
        }

        Say(corp, group, from, message, at);
        return null;
    }

    private void Say(Corp corp, CustomerGroup group, string from, MessageLine message, DateTimeOffset at)
    {
        switch (message.Type)
        {
            case "text":
                actions.SayText(corp, group, from, message.Text, at);
                break;
            case "image":
                var arrived = clock.GetUtcNow();
                actions.Say(corp, group, from, at, null, "send", "image", ArchiveMedia.Image((ulong)arrived.Ticks, ImageBytes, arrived));
                break;
            default:
                var content = message.Type == "link"
                    ? JsonSerializer.Serialize(new { title = message.Text, description = "", link_url = message.Text, image_url = "" }, WireJson.Relaxed)
                    : JsonSerializer.Serialize(new { title = message.Text, description = "", username = "gh_sim@app", displayname = message.Text }, WireJson.Relaxed);
                actions.Say(corp, group, from, at, null, "send", message.Type, $"\"{message.Type}\":{content}");
                break;
        }
    }

    private void Announce(MessageBatch batch)
    {
        foreach (var ((corp, group), ids) in batch.Joined)
        {
            actions.Join(corp, group, ids, 3, "replay");
        }
    }

    private static bool IsBlank(in ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
        {
            if (part.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }

    private static string? Missing(MessageLine message) => message switch
    {
        { Corp.Length: 0 } => "corp: empty",
        { Group.Length: 0 or > 200 } => "group: 1 to 200 characters",
        { From.Length: 0 or > 200 } => "from: 1 to 200 characters",
        { Text.Length: 0, Type: "text" } => "text: empty",
        _ when Encoding.UTF8.GetByteCount(message.Text) > LongestText => $"text: more than {LongestText} bytes",
        _ when !Types.Contains(message.Type) => "type: text, image, link or weapp",
        _ => null,
    };

    private static DateTimeOffset? Time(JsonElement time) => time.ValueKind switch
    {
        JsonValueKind.Number when time.TryGetInt64(out var ms) && ms is > 0 and < 253402300800000 => DateTimeOffset.FromUnixTimeMilliseconds(ms),
        JsonValueKind.String when DateTimeOffset.TryParse(
            time.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at > DateTimeOffset.UnixEpoch => at,
        _ => null,
    };

    private static CustomerGroup? Group(Corp corp, string idOrName)
    {
        lock (corp.Gate)
        {
            return corp.FindGroup(idOrName) ?? corp.Groups.Values.FirstOrDefault(g => g.Name == idOrName && !g.Dismissed);
        }
    }

    private static string? Speaker(Corp corp, CustomerGroup group, string idOrName)
    {
        if (corp.Employees.ContainsKey(idOrName))
        {
            return idOrName;
        }

        lock (corp.Gate)
        {
            return group.Members.ContainsKey(idOrName)
                ? idOrName
                : group.InOrder.FirstOrDefault(m => !m.IsEmployee && corp.FindCustomer(m.Id)!.Name == idOrName)?.Id;
        }
    }

    private static string? Customer(Corp corp, string idOrName)
    {
        lock (corp.Gate)
        {
            return corp.FindCustomer(idOrName) is not null ? idOrName : corp.Customers.Values.FirstOrDefault(c => c.Name == idOrName)?.ExternalUserId;
        }
    }
}
