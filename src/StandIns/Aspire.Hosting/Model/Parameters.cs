namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value from configuration (<c>Parameters:&lt;name&gt;</c>), or one generated once and kept.</summary>
public sealed class ParameterResource : Resource, IValueProvider
{
    private readonly Func<ParameterDefault?, string> valueGetter;

    /// <summary>A parameter whose value is asked for when it is first needed.</summary>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
        : base(name)
    {
        valueGetter = callback;
        Secret = secret;
    }

    /// <summary>Whether the value must not be shown.</summary>
    public bool Secret { get; }

    /// <summary>How a missing value is made.</summary>
    public ParameterDefault? Default { get; set; }

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(valueGetter(Default));
}

/// <summary>How a missing parameter value is made.</summary>
public abstract class ParameterDefault
{
    /// <summary>A new value.</summary>
    public abstract string GetDefaultValue();
}

/// <summary>Makes a random value.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    /// <summary>The least number of characters.</summary>
    public int MinLength { get; set; } = 22;

    /// <summary>Whether characters other than letters and digits may occur.</summary>
    public bool Special { get; set; } = true;

    /// <inheritdoc />
    public override string GetDefaultValue()
    {
        const string plain = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz123456789";
        return System.Security.Cryptography.RandomNumberGenerator.GetString(Special ? plain + "-_.~" : plain, MinLength);
    }
}
