using System.Security.Cryptography;
using System.Text;

namespace Steward.Moderation.Classification;

/// <summary>
/// A model as bytes: the magic word, a format number, the labels with their readings, biases and steps, the features in rising order, each as its distance to the one before and its weights as
/// multiples of the steps, all of them numbers of seven bits a byte, and the SHA-256 of all that. Little-endian. The same model is always the same bytes.
/// </summary>
internal static class ModelFile
{
    private const uint Magic = 0x4D434653;

    /// <summary>Changes with what is written and also with how texts are taken apart: features of another way would be others.</summary>
    private const int Format = 2;
    private const int MostFeatures = 20_000_000;
    private const int VersionDigits = 8;

    public static byte[] Write(LinearModel model)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(Format);
            writer.Write(Label.All.Count);
            var steps = WeightSteps.StepsOf(model.Rows().Select(row => row.Weights));
            for (var i = 0; i < Label.All.Count; i++)
            {
                var reading = model.Readings[i];
                writer.Write(Label.All[i]);
                foreach (var number in (ReadOnlySpan<float>)[reading.Slope, reading.Offset, reading.Decide, reading.Act, model.Bias[i], steps[i]]) { writer.Write(number); }
            }

            writer.Write(model.Features);
            var before = 0u;
            foreach (var (hash, weights) in model.Rows().OrderBy(row => row.Hash))
            {
                writer.Write7BitEncodedInt64(hash - before);
                before = hash;
                for (var i = 0; i < Label.All.Count; i++) { writer.Write7BitEncodedInt(ZigZag(WeightSteps.Multiple(weights[i], steps[i]))); }
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
        var (bias, steps) = (new float[LinearModel.Width], new float[LinearModel.Width]);
        for (var i = 0; i < columns.Length; i++)
        {
            var name = reader.ReadString();
            columns[i] = Label.All.ToList().IndexOf(name);
            if (columns[i] < 0) { throw new InvalidDataException($"knows the label '{name}', which this version does not"); }

            readings[columns[i]] = new Reading(reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle());
            (bias[columns[i]], steps[columns[i]]) = (reader.ReadSingle(), reader.ReadSingle());
        }

        var count = reader.ReadInt32();
        if (count is < 0 or > MostFeatures) { throw new InvalidDataException($"{count} features; 0 to {MostFeatures} are possible"); }

        var (hashes, weights, hash) = (new uint[count], new float[count * LinearModel.Width], 0u);
        for (var i = 0; i < count; i++)
        {
            hashes[i] = hash += (uint)reader.Read7BitEncodedInt64();
            foreach (var column in columns) { weights[(i * LinearModel.Width) + column] = UnZigZag(reader.Read7BitEncodedInt()) * steps[column]; }
        }

        return new LinearModel(hashes, weights, bias, readings) { Version = Convert.ToHexStringLower(bytes[^SHA256.HashSizeInBytes..])[..VersionDigits] };
    }

    /// <summary>A model that an older version of the program may have kept; null: this one cannot read it.</summary>
    public static LinearModel? TryRead(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Read(bytes);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Small numbers of either sign as small numbers.</summary>
    private static int ZigZag(int number) => (number << 1) ^ (number >> 31);

    private static int UnZigZag(int number) => (number >>> 1) ^ -(number & 1);
}
