using System.Data;
using Dapper;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using Steward.Contracts.Moderation.V1;
using Steward.ServiceDefaults.Grpc;

namespace Steward.ServiceDefaults.Outbound;

/// <summary>The check of what goes out, for services that send.</summary>
public static class OutboundSetup
{
    /// <summary>Adds <see cref="OutboundCheck"/>, and teaches Dapper columns that keep a verdict (<c>jsonb</c>).</summary>
    public static void AddOutboundCheck(this WebApplicationBuilder builder)
    {
        SqlMapper.AddTypeHandler(new Verdicts());
        builder.Services.AddServiceClient<ComplianceService.ComplianceServiceClient>("moderation").AddSingleton<OutboundCheck>();
    }

    private sealed class Verdicts : SqlMapper.TypeHandler<TextVerdict>
    {
        // What a later version wrote must not stop this one.
        private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

        public override void SetValue(IDbDataParameter parameter, TextVerdict? value)
        {
            ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
            parameter.Value = value is null ? DBNull.Value : JsonFormatter.Default.Format(value);
        }

        public override TextVerdict Parse(object value) => Parser.Parse<TextVerdict>((string)value);
    }
}
