using System.Globalization;
using System.Reflection;
using System.Text;
using Google.Protobuf.Reflection;
using Steward.Contracts.Members.V1;

namespace Steward.Contracts.Tests.Protos;

/// <summary>The protos of the suite as text: everything that matters on the wire and in JSON.</summary>
internal static class ProtoShape
{
    /// <summary>Every proto file compiled into Contracts.</summary>
    public static IReadOnlyList<FileDescriptor> Files { get; } =
    [
        .. from type in typeof(Brand).Assembly.GetTypes()
           where type.Name.EndsWith("Reflection", StringComparison.Ordinal)
           select type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as FileDescriptor into file
           where file is not null
           orderby file.Name
           select file,
    ];

    /// <summary>The text.</summary>
    public static string Describe()
    {
        var text = new StringBuilder();
        foreach (var file in Files)
        {
            Line(text, 0, $"{file.Name} package {file.Package} csharp {file.GetOptions()?.CsharpNamespace}");
            foreach (var service in file.Services) { Describe(text, service); }

            foreach (var kind in file.EnumTypes) { Describe(text, 1, kind); }

            foreach (var message in file.MessageTypes) { Describe(text, 1, message); }
        }

        return text.ToString();
    }

    private static void Describe(StringBuilder text, ServiceDescriptor service)
    {
        Line(text, 1, $"service {service.FullName}");
        foreach (var rpc in service.Methods)
        {
            Line(text, 2, $"rpc {rpc.Name}({(rpc.IsClientStreaming ? "stream " : string.Empty)}{rpc.InputType.FullName}) returns ({(rpc.IsServerStreaming ? "stream " : string.Empty)}{rpc.OutputType.FullName})");
        }
    }

    private static void Describe(StringBuilder text, int depth, EnumDescriptor kind)
    {
        Line(text, depth, $"enum {kind.FullName}");
        foreach (var value in kind.Values) { Line(text, depth + 1, $"{value.Number} {value.Name}"); }
    }

    private static void Describe(StringBuilder text, int depth, MessageDescriptor message)
    {
        Line(text, depth, $"message {message.FullName}");
        foreach (var field in message.Fields.InFieldNumberOrder()) { Line(text, depth + 1, $"{field.FieldNumber.ToString(CultureInfo.InvariantCulture)} {field.Name} json {field.JsonName}: {Type(field)}"); }

        var proto = message.ToProto();
        foreach (var range in proto.ReservedRange) { Line(text, depth + 1, $"reserved {range.Start}-{range.End - 1}"); }

        foreach (var name in proto.ReservedName) { Line(text, depth + 1, $"reserved {name}"); }

        foreach (var kind in message.EnumTypes) { Describe(text, depth + 1, kind); }

        foreach (var nested in message.NestedTypes.Where(nested => !nested.GetOptions()?.MapEntry ?? true)) { Describe(text, depth + 1, nested); }
    }

    private static string Type(FieldDescriptor field)
    {
        if (field.IsMap) { return $"map<{Scalar(field.MessageType.Fields[1])}, {Scalar(field.MessageType.Fields[2])}>"; }

        var label = field.IsRepeated ? "repeated " : field.HasPresence ? "optional " : string.Empty;
        var choice = field.RealContainingOneof is { } oneof ? $" oneof {oneof.Name}" : string.Empty;
        return $"{label}{Scalar(field)}{choice}";
    }

    private static string Scalar(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message or FieldType.Group => field.MessageType.FullName,
        FieldType.Enum => field.EnumType.FullName,
        _ => field.FieldType.ToString().ToLowerInvariant(),
    };

    private static void Line(StringBuilder text, int depth, string line) => text.Append(' ', depth * 2).Append(line).Append('\n');
}
