using Steward.Contracts.Content.V1;

namespace Steward.Content.Knowledge.Files;

internal static class FileWire
{
    /// <summary>What is to be said about a line, as callers see it.</summary>
    public static FileLineNote ToWire(this FileNote note) => new() { Line = note.Line, Field = note.Field, Message = note.Message, FirstLine = note.FirstLine };
}
