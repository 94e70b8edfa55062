// Light on neutral things. Colours are linear inside and leave as square roots (gamma 2), which is close to sRGB and cheap.

vec3 encode(vec3 linear) { return sqrt(clamp(linear, vec3(0.0), vec3(1.0))); }

/// Sun, sky from above, bounce from below: an architect's model on a table.
vec3 lit(vec3 albedo, vec3 normal, float sunShare)
{
    float up = normal.z * 0.5 + 0.5;
    vec3 light = mix(u.groundLight, u.skyLight, up) + u.sunColour * (max(dot(normal, u.sun), 0.0) * sunShare);
    return albedo * light;
}

/// Distant things dissolve into the horizon.
vec3 haze(vec3 encoded, float distanceM)
{
    float k = 1.0 - exp(-distanceM / u.hazeM);
    return mix(encoded, u.skyHorizon, clamp(k, 0.0, 0.9));
}
