using Steward.Moderation.Classification;

namespace Steward.Moderation.Tests.Classification;

public sealed class ModelFileTests
{
    [Fact]
    public void A_model_read_back_says_the_same()
    {
        var model = Trained.Toy();
        var read = ModelFile.Read(ModelFile.Write(model));

        Assert.Equal(model.Features, read.Features);
        Assert.Equal(model.Readings, read.Readings);
        Assert.Equal(model.Bias, read.Bias);
        var (one, other) = (new float[LinearModel.Width], new float[LinearModel.Width]);
        foreach (var sample in Trained.ToySamples)
        {
            var features = new Features().Of(sample.Text);
            Assert.Equal(model.Score(features, one), read.Score(features, other));
            Assert.Equal(one, other);
        }
    }

    [Fact]
    public void Bytes_that_are_no_whole_model_are_refused_with_the_reason()
    {
        var bytes = ModelFile.Write(Trained.Toy());
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            Assert.Throws<InvalidDataException>(() => ModelFile.Read(damaged));
            Assert.Throws<InvalidDataException>(() => ModelFile.Read(bytes.AsSpan(0, random.Next(bytes.Length))));
        }
    }
}
