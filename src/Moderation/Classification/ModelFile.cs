using System.Security.Cryptography;
using System.Text;

namespace Steward.Moderation.Classification;

/// <summary>
/// A model as bytes: the magic word, a format number, the labels with their readings, the biases, the features with their weights in rising order of their hashes,
/// and the SHA-256 of all that. Little-endian. The same model is always the same bytes.
/// </summary>
internal static class ModelFile
{
    private const uint Magic = 0x4D434653;
    private const int Format = 1;
    private const int MostFeatures = 20_000_000;

    public static byte[] Write(LinearModel model)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(Format);
            writer.Write(Label.All.Count);
            for (var i = 0; i < Label.All.Count; i++)
            {
                var reading = model.Readings[i];
                writer.Write(Label.All[i]);
                writer.Write(reading.Slope);
                writer.Write(reading.Offset);
                writer.Write(reading.Decide);
                writer.Write(reading.Act);
                writer.Write(model.Bias[i]);
            }

            writer.Write(model.Features);
            foreach (var (hash, weights) in model.Rows().OrderBy(row => row.Hash))
            {
                writer.Write(hash);
                foreach (var weight in weights.AsSpan(0, Label.All.Count)) { writer.Write(weight); }
            }
        }

        return [.. memory.ToArray(), .. SHA256.HashData(memory.ToArray())];
    }

    /// <exception cref="InvalidDataException">These bytes are not a whole model that this version can read; the message says why.</exception>
    public static LinearModel Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < SHA256.HashSizeInBytes + sizeof(uint)) { throw new InvalidDataException("too short to be a model"); }

        var body = bytes[..^SHA256.HashSizeInBytes];
        using var reader = new BinaryReader(new MemoryStream(body.ToArray()), Encoding.UTF8);
        if (reader.ReadUInt32() != Magic) { throw new InvalidDataException("not a model: it does not begin as one"); }

        if (!SHA256.HashData(body).AsSpan().SequenceEqual(bytes[^SHA256.HashSizeInBytes..])) { throw new InvalidDataException("damaged: its checksum does not fit"); }

        if (reader.ReadInt32() is not Format and var format) { throw new InvalidDataException($"format {format}; this version reads {Format}"); }

        var columns = new int[reader.ReadInt32()];
        var readings = Enumerable.Repeat(Reading.Untrained, Label.All.Count).ToArray();
        var bias = new float[LinearModel.Width];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = reader.ReadString();
            columns[i] = Label.All.ToList().IndexOf(name);
            if (columns[i] < 0) { throw new InvalidDataException($"knows the label '{name}', which this version does not"); }

            readings[columns[i]] = new Reading(reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle());
            bias[columns[i]] = reader.ReadSingle();
        }

        var count = reader.ReadInt32();
        if (count is < 0 or > MostFeatures) { throw new InvalidDataException($"{count} features; 0 to {MostFeatures} are possible"); }

        var (hashes, weights) = (new uint[count], new float[count * LinearModel.Width]);
        for (var i = 0; i < count; i++)
        {
            hashes[i] = reader.ReadUInt32();
            foreach (var column in columns) { weights[(i * LinearModel.Width) + column] = reader.ReadSingle(); }
        }

        return new LinearModel(hashes, weights, bias, readings);
    }
}
