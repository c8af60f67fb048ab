namespace Steward.Kernel;

/// <summary>A client brand of the agency: the tenant. Leads every key.</summary>
public readonly record struct BrandId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>A channel account: one app of one WeCom corp. Ids of the channel are only unique inside it.</summary>
public readonly record struct AccountId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>A chat group; derived from (account, the channel's chat id), so every service computes the same id without asking.</summary>
public readonly record struct GroupId(Guid Value)
{
    public static GroupId From(AccountId account, string chatId) => new(DerivedId.Of(account.Value, "group", chatId));

    public override string ToString() => Value.ToString();
}

/// <summary>A person in a group, customer or staff; derived from (account, the channel's user id).</summary>
public readonly record struct MemberId(Guid Value)
{
    public static MemberId From(AccountId account, string userId) => new(DerivedId.Of(account.Value, "member", userId));

    public override string ToString() => Value.ToString();
}

/// <summary>A chat message; derived from (account, the channel's message id), so a message that arrives twice has one id.</summary>
public readonly record struct MessageId(Guid Value)
{
    public static MessageId From(AccountId account, string externalId) => new(DerivedId.Of(account.Value, "message", externalId));

    public override string ToString() => Value.ToString();
}

/// <summary>An outgoing act in the command ledger; chosen by whoever asks for it, which makes asking twice harmless.</summary>
public readonly record struct CommandId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>A person who works for the agency: operator, lead, manager, trainer, admin.</summary>
public readonly record struct OperatorId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
