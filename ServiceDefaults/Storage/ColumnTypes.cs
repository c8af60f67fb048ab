using System.Data;
using Dapper;
using Steward.Kernel;

namespace Steward.ServiceDefaults.Storage;

/// <summary>How Dapper reads and writes the column types that it does not know: UTC moments, local days and the suite's typed ids.</summary>
public static class ColumnTypes
{
    private static readonly Lock Gate = new();
    private static bool _registered;

    internal static void Register()
    {
        lock (Gate)
        {
            if (_registered) { return; }

            _registered = true;
            DefaultTypeMap.MatchNamesWithUnderscores = true;
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
            SqlMapper.AddTypeHandler(new Moments());
            SqlMapper.AddTypeHandler(new Days());
            RegisterId(id => id.Value, value => new BrandId(value));
            RegisterId(id => id.Value, value => new AccountId(value));
            RegisterId(id => id.Value, value => new GroupId(value));
            RegisterId(id => id.Value, value => new MemberId(value));
            RegisterId(id => id.Value, value => new MessageId(value));
            RegisterId(id => id.Value, value => new CommandId(value));
            RegisterId(id => id.Value, value => new OperatorId(value));
        }
    }

    /// <summary>Teaches Dapper a typed id of a service's own.</summary>
    public static void RegisterId<T>(Func<T, Guid> toColumn, Func<Guid, T> fromColumn) where T : struct => SqlMapper.AddTypeHandler(new Ids<T>(toColumn, fromColumn));

    private sealed class Moments : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.UtcDateTime;

        public override DateTimeOffset Parse(object value) => value is DateTimeOffset moment ? moment : new DateTimeOffset(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc));
    }

    private sealed class Days : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value) => parameter.Value = value;

        public override DateOnly Parse(object value) => value is DateOnly day ? day : DateOnly.FromDateTime((DateTime)value);
    }

    private sealed class Ids<T>(Func<T, Guid> toColumn, Func<Guid, T> fromColumn) : SqlMapper.TypeHandler<T> where T : struct
    {
        public override void SetValue(IDbDataParameter parameter, T value) => parameter.Value = toColumn(value);

        public override T Parse(object value) => fromColumn((Guid)value);
    }
}
