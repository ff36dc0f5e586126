"""The words that are shipped, in Spanish: tú to students, usted to staff. The rules are those of `shipped_en`."""

from collections.abc import Mapping
from types import MappingProxyType

from reporting.model.danger import Danger
from reporting.people.guidance.counsel import Counsel

_HERE = "Trabajo para las escuelas de aquí y leí lo que escribiste. Gracias por contarlo. Estoy aquí ahora y leo cada respuesta en cuanto llega."
_WHO = "¿Se trata de ti o de otra persona? ¿Hay alguien herido, o a punto de estarlo, en este momento? Bastan unas palabras."
_CALL = "911: «Tenemos una línea anónima para estudiantes. Recibimos un mensaje anónimo y sin verificar a las …. Lo hemos / no lo hemos confirmado». Después, lo que dice, palabra por palabra."
_RECORD = "Escriba una nota en la conversación: qué hizo, con quién habló y a qué hora."
_DUTY = "Si puede haber maltrato o descuido de un menor, la ley le pide a usted mismo que lo denuncie esta noche: no basta con avisar a un superior. Childhelp le da el número de su estado: 1-800-422-4453."
_QUIET = "No escriba nada que no esté ya en la conversación: ni un nombre, ni un lugar, ni un plan, ni la hora de una visita. Quien les hace daño puede leerlo."

COUNSEL: Mapping[Danger, Counsel] = MappingProxyType(
    {
        Danger.LIFE: Counsel(
            (
                _HERE,
                "¿Piensas en quitarte la vida, o lo piensa alguien que conoces? Puedes contestar sí o no. Contestes lo que contestes, te escribo.",
                "Si está pasando ahora, llama al 911. También puedes llamar al 988 (marca 2) a cualquier hora. Si alguien puede morir tengo que pedir ayuda, y te escribo aquí lo que hago.",
            ),
            (
                "Mande ya la primera frase al estudiante. Que alguien conteste es lo que mantiene la conversación.",
                f"¿Hay un plan, un medio o una hora para esta noche? {_CALL}",
                "¿No sabe qué preguntar o qué hacer? El 988 también aconseja a quien ayuda.",
                "¿Sabe quién es? Llame a su madre, padre o tutor, salvo que el mensaje diga que el peligro está en casa.",
                _RECORD,
            ),
        ),
        Danger.ATTACK: Counsel(
            (
                f"{_HERE} No tienes que averiguar más ni hablar con nadie de esto.",
                "¿Está pasando ahora, o podría ser hoy? ¿Lo viste tú o te lo contaron? Bastan unas palabras.",
                "Si alguien corre peligro en este minuto, llama al 911 en cuanto estés donde puedas. Se lo llevo a quienes pueden actuar, y vuelvo a escribir aquí.",
            ),
            (
                f"¿Pasa ahora o está planeado para hoy? {_CALL}",
                "No pida nunca al estudiante que mire, que busque ni que hable con nadie.",
                "Llame a quien responde por la seguridad en su distrito. Diga lo que está escrito, lo que no se sabe y que nadie lo ha confirmado.",
                "Un mensaje es una pregunta, no una prueba: no pida un registro ni una detención. Deciden las personas a las que llama.",
                _RECORD,
            ),
        ),
        Danger.HURT: Counsel(
            (
                "Leí lo que escribiste y estoy aquí ahora. ¿Es buen momento para escribir? Si no, sal de esta página; puedes volver cuando quieras.",
                "¿Hay alguien herido, o podría haberlo esta noche? Puedes contestar sí o no. Leo cada respuesta en cuanto llega.",
                "¿Peligro ahora? Llama al 911. Hay cosas que tengo que pasar a otras personas para que alguien ayude; si puedo, te escribo aquí antes de hacerlo.",
            ),
            (
                f"¿Daño ahora, o esta noche? {_CALL}",
                _QUIET,
                _DUTY,
                "No llame a casa mientras el peligro pueda estar en casa.",
                _RECORD,
            ),
        ),
        Danger.IMAGES: Counsel(
            (
                _HERE,
                "Por favor, no pagues ni mandes nada más. Tú no causaste esto. Guarda los mensajes, pero no nos mandes ninguna imagen: ni siquiera como prueba.",
                "Hay una manera de hacer que quiten las imágenes: takeitdown.ncmec.org, y 1-800-843-5678 a cualquier hora. ¿Cómo estás en este momento? Leo cada respuesta en cuanto llega.",
            ),
            (
                "Pregunte primero cómo está el estudiante: corre peligro la vida más a menudo de lo que parece.",
                f"¿Una amenaza de muerte, o alguien en camino? {_CALL}",
                "No pida nunca una imagen; no reenvíe, imprima ni guarde ninguna. Si ya hay una aquí, no la vuelva a abrir.",
                "NCMEC sigue desde ahí, con nombre o sin él: 1-800-843-5678.",
                _RECORD,
            ),
        ),
        Danger.OVERDOSE: Counsel(
            (
                "¿Cuesta despertar a alguien, respira despacio o se pone azul? Llama ya al 911 y después escribe aquí otra vez. Sigo en esta página.",
                "¿Qué se tomó, cuánto y cuándo? Escribe solo lo que sepas. Leo cada respuesta en cuanto llega.",
                "Hiciste bien en escribir. El centro de envenenamientos contesta a cualquier hora y no cuesta nada: 1-800-222-1222. Estoy aquí, y en unos minutos te pregunto otra vez.",
            ),
            (
                f"¿Se tomó algo hoy? {_CALL}",
                "El centro de envenenamientos dice qué hacer hasta que llegue ayuda: 1-800-222-1222.",
                "Pregunte dónde hay una persona adulta que pueda quedarse. Pregunte por el lugar solo si la ayuda tiene que encontrarlo.",
                "Esta noche, ninguna pregunta sobre reglas, escuela o culpa.",
                _RECORD,
            ),
        ),
        Danger.AWAY: Counsel(
            (
                "Leí lo que escribiste y estoy aquí ahora. ¿Estás, o está la persona de la que escribes, bajo techo y fuera de peligro en este momento?",
                "¿Hay alguien contigo, o alguien que no te deja salir? Puedes contestar sí o no. Leo cada respuesta en cuanto llega.",
                "¿Peligro ahora? Llama al 911. La línea para quien se fue de casa contesta a cualquier hora: 1-800-786-2929. Si alguien puede salir lastimado tengo que pedir ayuda; te escribo aquí lo que hago.",
            ),
            (
                f"¿En peligro, retenido por alguien o a la intemperie? {_CALL}",
                "Si lo retienen, lo venden o lo mueven otros: línea contra la trata, 1-888-373-7888.",
                "Línea para quien se fue de casa, para usted y para ellos: 1-800-786-2929.",
                _QUIET,
                _RECORD,
            ),
        ),
        Danger.STAFF: Counsel(
            (
                _HERE,
                "¿Pasó algo hoy, o podría pasar pronto? Puedes contestar sí o no. No tienes que escribir ningún nombre.",
                "¿Peligro ahora? Llama al 911. Esto va a personas cuya tarea es mirar estas cosas. Te escribo aquí qué pasa después.",
            ),
            (
                f"¿Un menor en peligro ahora? {_CALL}",
                "No hable con la persona nombrada ni con nadie cercano a ella.",
                _DUTY,
                "Pase la conversación a la bandeja de la persona designada, y llámela ahora si no puede esperar.",
                _RECORD,
            ),
        ),
        Danger.HARASSED: Counsel(
            (
                _HERE,
                "¿Cómo estás en este momento? ¿Alguien te amenaza, o puede ponerse peor esta noche? Bastan unas palabras.",
                "¿Peligro ahora? Llama al 911. ¿Quieres hablar con alguien ya? Llama al 988 (marca 2). Se lo llevo a quienes pueden cambiar algo, y vuelvo a escribir aquí.",
            ),
            (
                f"¿Una amenaza de hoy, o un arma? {_CALL}",
                "Pregunte cómo está el estudiante antes de preguntar qué pasó.",
                "El acoso de noche puede poner en peligro la vida. ¿Duda? El 988 también aconseja a quien ayuda.",
                "Esta noche no pida pruebas. Lo publicado lo puede guardar quien lo vio.",
                _RECORD,
            ),
        ),
        Danger.OTHER: Counsel(
            (
                _HERE,
                _WHO,
                "¿Peligro ahora? Llama al 911. ¿Quieres hablar con alguien ya? Llama al 988 (marca 2). Estoy leyendo aquí, y te digo qué pasa después.",
            ),
            (
                f"¿Alguien en peligro ahora? {_CALL}",
                "Mande la primera frase al estudiante; después averigüe de qué se trata.",
                "¿No sabe qué hacer? El 988 también aconseja a quien ayuda.",
                _DUTY,
                _RECORD,
            ),
        ),
    }
)

# Without á í ó ú: then a text is one or two parts long, not five.
BY_TEXT = (
    "Hola, te escribe una persona. Tengo tu mensaje y estoy pendiente. Escribe cuando quieras.",
    "¿Es buen momento para escribir? Si no, dime a qué hora. Leo cada respuesta en cuanto llega.",
    "¿Hay peligro ahora? Llama al 911 (no siempre recibe textos). ¿Quieres hablar ya? Llama al 988 (marca 2), a cualquier hora. Sigo leyendo.",
)
