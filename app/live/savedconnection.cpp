#include "app/live/savedconnection.h"

#include "assets/import/campusdocument.h"
#include "assets/import/jsonformat.h"
#include "assets/import/nearmiss.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace gigahall::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "gigahall/connections";
constexpr std::array<std::string_view, 4> kSchemes{"http", "https", "mqtt", "mqtts"};
constexpr std::array<std::string_view, 14> kKeys{"name", "url", "profile", "mapping", "enabled", "user", "passwordFrom",
    "tokenFrom", "headers", "caFile", "clientCertFile", "clientKeyFile", "intervalS", "timeoutS"};

/// Texts that are members of the connection as they are.
struct TextField
{
    std::string_view key;
    std::string& (*in)(SavedConnection&);
};
constexpr std::array<TextField, 10> kTexts{{
    {"name", [](SavedConnection& s) -> std::string& { return s.connection.name; }},
    {"url", [](SavedConnection& s) -> std::string& { return s.connection.url; }},
    {"profile", [](SavedConnection& s) -> std::string& { return s.profile; }},
    {"mapping", [](SavedConnection& s) -> std::string& { return s.mapping; }},
    {"user", [](SavedConnection& s) -> std::string& { return s.connection.user; }},
    {"passwordFrom", [](SavedConnection& s) -> std::string& { return s.passwordFrom; }},
    {"tokenFrom", [](SavedConnection& s) -> std::string& { return s.tokenFrom; }},
    {"caFile", [](SavedConnection& s) -> std::string& { return s.connection.caFile; }},
    {"clientCertFile", [](SavedConnection& s) -> std::string& { return s.connection.clientCertFile; }},
    {"clientKeyFile", [](SavedConnection& s) -> std::string& { return s.connection.clientKeyFile; }},
}};

class Reader
{
public:
    Reader(const assets::CampusDocument& document, Unfinished unfinished)
        : m_document(document)
        , m_unfinished(unfinished)
    {
    }

    ConnectionsResult read()
    {
        const Json& root = m_document.root();
        const auto list = root.is_object() ? root.find("connections") : root.end();
        if (!root.is_object() || root.value("format", "") != kFormat)
            complain("", fmt::format("expected an object with \"format\": \"{}\"", kFormat));
        else if (list == root.end() || !list->is_array())
            complain("/connections", "expected a list of connections");
        else
            for (std::size_t i = 0; i < list->size(); ++i)
                readOne((*list)[i], fmt::format("/connections/{}", i));
        if (!m_problems.empty())
            m_connections.clear();
        return {std::move(m_connections), std::move(m_problems)};
    }

private:
    void complain(const std::string& pointer, const std::string& what)
    {
        m_problems.push_back(m_document.problem(pointer, what));
    }

    void readOne(const Json& object, const std::string& at)
    {
        if (!object.is_object())
            return complain(
                at, fmt::format("is {}, expected an object with name, url and profile", object.type_name()));
        SavedConnection saved;
        for (const auto& [key, value] : object.items()) {
            if (key == "password" || key == "token")
                complain(fmt::format("{}/{}", at, key),
                    fmt::format("would lie here for everybody to read; expected \"{}From\": \"env:NAME\" or "
                                "\"{}From\": \"keyring\"",
                        key, key));
            else if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end())
                complain(at + assets::pointerStep(key),
                    fmt::format(
                        "is not known{}; expected one of {}", assets::didYouMean(key, kKeys), fmt::join(kKeys, ", ")));
        }
        for (const TextField& field : kTexts)
            readText(object, at, field.key, field.in(saved));
        readSeconds(object, at, "intervalS", saved.connection.intervalS);
        readSeconds(object, at, "timeoutS", saved.connection.timeoutS);
        readHeaders(object, at, saved.connection.headers);
        if (const auto enabled = object.find("enabled"); enabled != object.end()) {
            if (enabled->is_boolean())
                saved.enabled = enabled->get<bool>();
            else
                complain(at + "/enabled", fmt::format("is {}, expected true or false", enabled->type_name()));
        }
        std::vector<std::string> others;
        for (const SavedConnection& other : m_connections)
            others.push_back(other.connection.name);
        if (const std::string mistake = connectionMistake(saved, others);
            !mistake.empty() && m_problems.empty() && m_unfinished == Unfinished::Problem)
            complain(at, mistake);
        m_connections.push_back(std::move(saved));
    }

    void readText(const Json& object, const std::string& at, std::string_view key, std::string& out)
    {
        const auto it = object.find(std::string(key));
        if (it == object.end())
            return;
        if (it->is_string())
            out = it->get<std::string>();
        else
            complain(fmt::format("{}/{}", at, key), fmt::format("is {}, expected a string", it->type_name()));
    }

    void readSeconds(const Json& object, const std::string& at, const char* key, double& out)
    {
        const auto it = object.find(key);
        if (it == object.end())
            return;
        constexpr double kLongestS = 3600;
        if (it->is_number() && it->get<double>() > 0 && it->get<double>() <= kLongestS)
            out = it->get<double>();
        else
            complain(fmt::format("{}/{}", at, key), fmt::format("expected seconds above 0, up to {}", kLongestS));
    }

    void readHeaders(const Json& object, const std::string& at, std::vector<std::pair<std::string, std::string>>& out)
    {
        const auto it = object.find("headers");
        if (it == object.end())
            return;
        if (!it->is_object())
            return complain(at + "/headers", fmt::format("is {}, expected an object of strings", it->type_name()));
        for (const auto& [name, value] : it->items()) {
            if (!value.is_string())
                complain(at + "/headers" + assets::pointerStep(name), "expected a string");
            else if (assets::nearMiss(name, std::array<std::string_view, 1>{"authorization"}) == "authorization")
                complain(at + "/headers" + assets::pointerStep(name),
                    "is a secret; expected tokenFrom, or user and passwordFrom, in its place");
            else
                out.emplace_back(name, value.get<std::string>());
        }
    }

    const assets::CampusDocument& m_document;
    Unfinished m_unfinished;
    std::vector<SavedConnection> m_connections;
    std::vector<assets::Problem> m_problems;
};

std::string secretMistake(std::string_view what, std::string_view from)
{
    const bool fine = from.empty() || from == "keyring" || (from.starts_with("env:") && from.size() > 4);
    return fine ? std::string() : fmt::format("{}: \"{}\", expected env:NAME or keyring", what, from);
}

} // namespace

ConnectionsResult parseConnections(const std::string& text, const std::string& name, Unfinished unfinished)
{
    auto parsed = assets::CampusDocument::parse(text, name);
    if (!parsed.document || !parsed.problems.empty())
        return {{}, std::move(parsed.problems)};
    return Reader(*parsed.document, unfinished).read();
}

ConnectionsResult loadConnections(const std::string& path)
{
    auto loaded = assets::CampusDocument::load(path);
    if (!loaded.document || !loaded.problems.empty())
        return {{}, std::move(loaded.problems)};
    return Reader(*loaded.document, Unfinished::Problem).read();
}

std::string connectionsText(const std::vector<SavedConnection>& connections)
{
    Json list = Json::array();
    for (SavedConnection saved : connections) {
        Json one = Json::object();
        for (const TextField& field : kTexts)
            if (const std::string& text = field.in(saved); !text.empty())
                one[std::string(field.key)] = text;
        for (const auto& [name, value] : saved.connection.headers)
            one["headers"][name] = value;
        if (saved.connection.intervalS > 0)
            one["intervalS"] = saved.connection.intervalS;
        if (saved.connection.timeoutS != model::Connection().timeoutS)
            one["timeoutS"] = saved.connection.timeoutS;
        if (!saved.enabled)
            one["enabled"] = false;
        list.push_back(std::move(one));
    }
    return assets::formatJson(Json{{"format", kFormat}, {"connections", std::move(list)}});
}

std::string_view schemeOf(std::string_view url)
{
    for (const std::string_view scheme : kSchemes)
        if (url.starts_with(scheme) && url.substr(scheme.size()).starts_with("://") && url.size() > scheme.size() + 3)
            return scheme;
    return {};
}

std::string nameOfUrl(std::string_view url)
{
    const std::string_view scheme = schemeOf(url);
    std::string_view rest = url.substr(scheme.empty() ? 0 : scheme.size() + 3);
    rest = rest.substr(0, rest.find('/'));
    return std::string(rest.substr(rest.rfind('@') == std::string_view::npos ? 0 : rest.rfind('@') + 1));
}

std::string connectionMistake(const SavedConnection& saved, const std::vector<std::string>& others)
{
    const model::Connection& c = saved.connection;
    if (c.name.empty())
        return "has no name";
    if (std::find(others.begin(), others.end(), c.name) != others.end())
        return fmt::format("there is another connection \"{}\"; expected a name of its own", c.name);
    if (schemeOf(c.url).empty())
        return fmt::format(
            "\"{}\" is no address; expected http://HOST:PORT, https://..., mqtt://... or mqtts://...", c.url);
    const std::string_view authority = std::string_view(c.url).substr(schemeOf(c.url).size() + 3);
    if (authority.substr(0, authority.find('/')).find('@') != std::string_view::npos)
        return "the address holds a user or password; expected them in fields of their own";
    if (saved.profile.empty())
        return "has no profile: what the source calls its quantities";
    for (const auto& [what, from] : {std::pair("password", saved.passwordFrom), std::pair("token", saved.tokenFrom)})
        if (std::string mistake = secretMistake(what, from); !mistake.empty())
            return mistake;
    if (!c.clientCertFile.empty() != !c.clientKeyFile.empty())
        return "has a client certificate without its key, or the other way round";
    return {};
}

} // namespace gigahall::app
