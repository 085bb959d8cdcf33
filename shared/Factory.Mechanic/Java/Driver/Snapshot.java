package factory;

import java.lang.reflect.*;
import java.util.*;
import java.util.stream.*;

/** A value that belongs to no class loader, so that it can be made again in any: numbers and texts as they are, anything else by its parts. */
final class Snapshot {
    /** What cannot be kept is not looked at. */
    static final class Unsupported extends Exception {
        Unsupported(String why) {
            super(why, null, false, false);
        }
    }

    private static final int DEEPEST = 7;
    private static final int MOST_PARTS = 200;

    /** array, list, set, map, enum or object. */
    final String kind;
    final String type;
    final List<String> names;
    final List<Object> parts;

    private Snapshot(String kind, String type, List<String> names, List<Object> parts) {
        this.kind = kind;
        this.type = type;
        this.names = names;
        this.parts = parts;
    }

    Snapshot with(List<Object> others) {
        return new Snapshot(kind, type, names, others);
    }

    boolean isList() {
        return kind.equals("list") || kind.equals("array");
    }

    static Object of(Object value) throws Unsupported {
        return of(value, 0);
    }

    private static Object of(Object value, int depth) throws Unsupported {
        if (value == null || value instanceof String || value instanceof Number && value.getClass().getName().startsWith("java.") && !value.getClass().getName().contains("atomic") || value instanceof Boolean || value instanceof Character) return value;
        // What never changes is what it is.
        if (value.getClass().getName().startsWith("java.time.") || value instanceof UUID) return value;
        if (depth > DEEPEST) throw new Unsupported("too deep");
        Class<?> type = value.getClass();
        if (type.isArray()) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) items.add(Array.get(value, i));
            return made("array", type.getComponentType().getName(), List.of(), items, depth);
        }
        if (value instanceof Enum) return new Snapshot("enum", ((Enum<?>) value).getDeclaringClass().getName(), List.of(((Enum<?>) value).name()), List.of());
        if (type.getName().startsWith("java.util.")) {
            if (value instanceof List || value instanceof ArrayDeque) return made("list", type.getName(), List.of(), new ArrayList<>((Collection<?>) value), depth);
            if (value instanceof Set) return made("set", value instanceof SortedSet ? "java.util.TreeSet" : "java.util.LinkedHashSet", List.of(), new ArrayList<>((Collection<?>) value), depth);
            if (value instanceof Map) {
                List<Object> both = new ArrayList<>(((Map<?, ?>) value).keySet());
                both.addAll(((Map<?, ?>) value).values());
                return made("map", value instanceof SortedMap ? "java.util.TreeMap" : "java.util.LinkedHashMap", List.of(), both, depth);
            }
        }
        if (!(type.getClassLoader() instanceof RepositoryLoader) || type.getSuperclass() != null && type.getSuperclass().getName().equals("java.lang.Record")) throw new Unsupported(type.getName());
        List<String> names = new ArrayList<>();
        List<Object> fields = new ArrayList<>();
        try {
            for (Field field : fields(type)) {
                names.add(field.getName());
                fields.add(field.get(value));
            }
        } catch (IllegalAccessException | InaccessibleObjectException closed) {
            throw new Unsupported(type.getName());
        }
        return made("object", type.getName(), names, fields, depth);
    }

    private static Snapshot made(String kind, String type, List<String> names, List<Object> values, int depth) throws Unsupported {
        if (values.size() > MOST_PARTS) throw new Unsupported("too large");
        List<Object> parts = new ArrayList<>();
        for (Object value : values) parts.add(of(value, depth + 1));
        return new Snapshot(kind, type, names, parts);
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> c = type; c != null && c.getClassLoader() instanceof RepositoryLoader; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) continue;
                field.setAccessible(true);
                fields.add(field);
            }
        }
        return fields;
    }

    /** The value again, with the classes of a loader. */
    static Object restored(Object part, ClassLoader loader) throws ReflectiveOperationException {
        return part instanceof Snapshot ? ((Snapshot) part).restored(loader) : part;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object restored(ClassLoader loader) throws ReflectiveOperationException {
        List<Object> values = new ArrayList<>();
        for (Object part : parts) values.add(restored(part, loader));
        switch (kind) {
            case "array":
                Object array = Array.newInstance(named(type, loader), values.size());
                for (int i = 0; i < values.size(); i++) Array.set(array, i, values.get(i));
                return array;
            case "enum":
                return Enum.valueOf((Class) Class.forName(type, true, loader), names.get(0));
            case "list":
                return type.endsWith(".LinkedList") ? new LinkedList<>(values) : type.endsWith(".ArrayDeque") ? new ArrayDeque<>(values) : new ArrayList<>(values);
            case "set":
                return type.endsWith(".TreeSet") ? new TreeSet<>(values) : new LinkedHashSet<>(values);
            case "map":
                Map<Object, Object> map = type.endsWith(".TreeMap") ? new TreeMap<>() : new LinkedHashMap<>();
                for (int i = 0; i < values.size() / 2; i++) map.put(values.get(i), values.get(values.size() / 2 + i));
                return map;
            default:
                return object(Class.forName(type, true, loader), values);
        }
    }

    // Without its constructor: what that does was done when the object was seen.
    private Object object(Class<?> made, List<Object> values) throws ReflectiveOperationException {
        Field unsafe = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
        unsafe.setAccessible(true);
        Object object = unsafe.getType().getMethod("allocateInstance", Class.class).invoke(unsafe.get(null), made);
        List<Field> fields = fields(made);
        for (int i = 0; i < fields.size(); i++) fields.get(i).set(object, values.get(i));
        return object;
    }

    private static Class<?> named(String name, ClassLoader loader) throws ClassNotFoundException {
        for (Class<?> primitive : List.of(int.class, long.class, double.class, float.class, boolean.class, char.class, byte.class, short.class)) if (primitive.getName().equals(name)) return primitive;
        return Class.forName(name, true, loader);
    }

    /** As text that is the same for what is the same; null where it says nothing. */
    static String shown(Object value) {
        try {
            return Texts.cut(String.valueOf(of(value)), 4_000);
        } catch (Unsupported other) {
            return value.getClass().getName();
        }
    }

    @Override
    public String toString() {
        Stream<String> texts = parts.stream().map(p -> p instanceof String ? "\"" + p + "\"" : String.valueOf(p));
        // The order of what has none is nobody's.
        if (kind.equals("set")) texts = texts.sorted();
        return type.substring(type.lastIndexOf('.') + 1) + names + texts.collect(Collectors.joining(", ", "(", ")"));
    }
}
