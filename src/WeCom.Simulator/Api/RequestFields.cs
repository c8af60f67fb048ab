using System.Text;
using System.Text.Json;

namespace Steward.WeCom.Simulator.Api;

/// <summary>Reads a request's members against their documented limits and keeps the first refusal.</summary>
internal sealed class RequestFields(JsonElement body)
{
    public WeComReply? Refusal { get; private set; }

    public string Text(string name, bool required, int maxBytes = 4096)
    {
        if (!Find(name, JsonValueKind.String, required, "a string", out var value))
        {
            return "";
        }

        var text = value.GetString()!;
        if (required && text.Length == 0)
        {
            return Fail($"{name} is empty", "");
        }

        return Encoding.UTF8.GetByteCount(text) <= maxBytes ? text : Fail($"{name} exceeds {maxBytes} bytes", "");
    }

    /// <summary>A text limited in characters instead of bytes.</summary>
    public string Label(string name, bool required, int maxCharacters)
    {
        var text = Text(name, required, maxCharacters * 4);
        return text.Length <= maxCharacters ? text : Fail($"{name} exceeds {maxCharacters} characters", "");
    }

    public bool Flag(string name)
    {
        var given = body.ValueKind is JsonValueKind.Object && body.TryGetProperty(name, out var value) ? value.ValueKind : JsonValueKind.False;
        return given is JsonValueKind.True or JsonValueKind.False ? given is JsonValueKind.True : Fail($"{name} must be true or false", false);
    }

    public bool Has(string name) => body.ValueKind is JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    public IReadOnlyList<int> Numbers(string name, int max)
    {
        if (!Find(name, JsonValueKind.Array, false, "an array", out var value))
        {
            return [];
        }

        return value.GetArrayLength() <= max && value.EnumerateArray().All(i => i.ValueKind is JsonValueKind.Number && i.TryGetInt32(out _))
            ? [.. value.EnumerateArray().Select(i => i.GetInt32())]
            : Fail<IReadOnlyList<int>>($"{name} must hold at most {max} numbers", []);
    }

    public int Number(string name, int min, int max, int? orElse)
    {
        if (!Find(name, JsonValueKind.Number, orElse is null, "a number", out var value))
        {
            return orElse ?? 0;
        }

        return value.TryGetInt32(out var number) && number >= min && number <= max ? number : Fail($"{name} must be from {min} to {max}", 0);
    }

    public long Time(string name) =>
        Find(name, JsonValueKind.Number, true, "a number", out var value) && value.TryGetInt64(out var number) && number is > 0 and < 253402300800
            ? number
            : Fail($"{name} must be a time in Unix seconds", 0L);

    public IReadOnlyList<string> Texts(string name, bool required, int max)
    {
        if (!Find(name, JsonValueKind.Array, required, "an array", out var value))
        {
            return [];
        }

        if (value.GetArrayLength() > max)
        {
            return Fail<IReadOnlyList<string>>($"{name} has more than {max} items", []);
        }

        var items = new List<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.String)
            {
                return Fail<IReadOnlyList<string>>($"{name} must hold strings", []);
            }

            items.Add(item.GetString()!);
        }

        return required && items.Count == 0 ? Fail<IReadOnlyList<string>>($"{name} is empty", []) : items;
    }

    /// <summary>A member object; fields of a missing one are all missing.</summary>
    public RequestFields? Inside(string name) =>
        Find(name, JsonValueKind.Object, false, "an object", out var value) ? new RequestFields(value) : null;

    public IReadOnlyList<RequestFields> Objects(string name, int max)
    {
        if (!Find(name, JsonValueKind.Array, false, "an array", out var value))
        {
            return [];
        }

        if (value.GetArrayLength() > max)
        {
            return Fail<IReadOnlyList<RequestFields>>($"{name} has more than {max} items", []);
        }

        return value.EnumerateArray().All(i => i.ValueKind is JsonValueKind.Object)
            ? [.. value.EnumerateArray().Select(i => new RequestFields(i))]
            : Fail<IReadOnlyList<RequestFields>>($"{name} must hold objects", []);
    }

    /// <summary>Takes over the refusal of a nested object.</summary>
    public void Adopt(RequestFields? inner) => Refusal ??= inner?.Refusal;

    public void Refuse(WeComReply refusal) => Refusal ??= refusal;

    private bool Find(string name, JsonValueKind kind, bool required, string expected, out JsonElement value)
    {
        if (body.ValueKind is JsonValueKind.Object && body.TryGetProperty(name, out value) && value.ValueKind is not JsonValueKind.Null)
        {
            return value.ValueKind == kind || Fail($"{name} must be {expected}", false);
        }

        value = default;
        return required && Fail($"{name} missing", false);
    }

    private T Fail<T>(string detail, T value)
    {
        Refusal ??= WeComReply.BadParameter(detail);
        return value;
    }
}
