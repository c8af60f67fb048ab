using System.Text;
using System.Text.Json.Nodes;

namespace Steward.Cli.Sim;

/// <summary>An answer for people: one member a line, what is inside indented.</summary>
internal static class Readable
{
    private const int Step = 2;

    public static string Of(JsonNode answer)
    {
        var text = new StringBuilder();
        Write(text, answer, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int indent)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members) { Member(text, name, value, indent); }

                break;
            case JsonArray items:
                foreach (var item in items) { Item(text, item, indent); }

                break;
            default:
                Line(text, indent, Scalar(node));
                break;
        }
    }

    private static void Member(StringBuilder text, string name, JsonNode? value, int indent)
    {
        if (value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
        {
            Line(text, indent, name + ":");
            Write(text, value, indent + Step);
        }
        else
        {
            Line(text, indent, $"{name}: {Scalar(value)}");
        }
    }

    /// <summary>An object of plain members fits on one line.</summary>
    private static void Item(StringBuilder text, JsonNode? item, int indent)
    {
        if (item is JsonObject members)
        {
            Line(text, indent, "- " + string.Join(", ", members.Where(m => m.Value is not (JsonObject or JsonArray)).Select(m => $"{m.Key}: {Scalar(m.Value)}")));
            foreach (var (name, value) in members.Where(m => m.Value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })) { Member(text, name, value, indent + Step); }
        }
        else
        {
            Line(text, indent, "- " + Scalar(item));
        }
    }

    private static string Scalar(JsonNode? value) => value switch
    {
        null or JsonObject or JsonArray => "-",
        // A text of several lines would look like several members.
        _ => value.ToString().ReplaceLineEndings("⏎"),
    };

    private static void Line(StringBuilder text, int indent, string line) => text.Append(' ', indent).AppendLine(line);
}
