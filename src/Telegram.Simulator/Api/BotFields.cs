using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Steward.Telegram.Simulator.Api;

/// <summary>A call's parameters: from the query, a form (where objects are JSON in a string) or a JSON body. The first wrong one is kept as the refusal.</summary>
internal sealed class BotFields(IReadOnlyDictionary<string, JsonNode> fields, IReadOnlyDictionary<string, byte[]> files)
{
    public BotReply? Refusal { get; private set; }

    public static async Task<BotFields?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var fields = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Query) { fields[name] = JsonValue.Create(value.ToString()); }

        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(ct);
            foreach (var (name, value) in form) { fields[name] = JsonValue.Create(value.ToString()); }

            foreach (var file in form.Files)
            {
                using var content = new MemoryStream();
                await file.CopyToAsync(content, ct);
                files[file.Name] = content.ToArray();
            }
        }
        else if (request.HasJsonContentType())
        {
            try
            {
                if (await JsonNode.ParseAsync(request.Body, cancellationToken: ct) is not JsonObject body) { return null; }

                foreach (var (name, value) in body.Where(pair => pair.Value is not null)) { fields[name] = value!.DeepClone(); }
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return new BotFields(fields, files);
    }

    public bool Has(string name) => fields.ContainsKey(name);

    /// <summary>A file that came along under a name; null: none did.</summary>
    public byte[]? File(string name) => files.GetValueOrDefault(name);

    public string Text(string name) => fields.TryGetValue(name, out var value) ? value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString() : "";

    public long Number(string name, long orElse)
    {
        if (!fields.TryGetValue(name, out _)) { return orElse; }

        return long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : Refuse($"can't parse {name}: it must be an integer", orElse);
    }

    /// <summary>An id that must be there.</summary>
    public long Id(string name) => Has(name) ? Number(name, 0) : Refuse($"{name} is empty", 0L);

    public bool Flag(string name) => Text(name) is "true" or "True" or "1";

    public JsonObject? Object(string name) => Json(name) switch
    {
        null => null,
        JsonObject found => found,
        _ => Refuse<JsonObject?>($"can't parse {name}: it must be an object", null),
    };

    public IReadOnlyList<JsonObject>? Objects(string name)
    {
        switch (Json(name))
        {
            case null: return null;
            case JsonArray items when items.All(item => item is JsonObject): return [.. items.OfType<JsonObject>()];
            default: return Refuse<IReadOnlyList<JsonObject>?>($"can't parse {name}: it must be an array of objects", null);
        }
    }

    public IReadOnlyList<string>? Texts(string name)
    {
        switch (Json(name))
        {
            case null: return null;
            case JsonArray items when items.All(item => item?.GetValueKind() is JsonValueKind.String): return [.. items.Select(item => item!.GetValue<string>())];
            default: return Refuse<IReadOnlyList<string>?>($"can't parse {name}: it must be an array of strings", null);
        }
    }

    private JsonNode? Json(string name)
    {
        if (!fields.TryGetValue(name, out var value) || value.GetValueKind() is not JsonValueKind.String) { return value; }

        try
        {
            return JsonNode.Parse(value.GetValue<string>());
        }
        catch (JsonException)
        {
            return Refuse<JsonNode?>($"can't parse {name} JSON object", null);
        }
    }

    private T Refuse<T>(string reason, T value)
    {
        Refusal ??= BotReply.Bad(reason);
        return value;
    }
}
