"""What sample deals are about, in the words of those who sell: titles, descriptions, tasks, tags."""

TITLES = {
    "ru": (
        "Склад на Лесной",
        "Ремонт офиса",
        "Кровля цеха",
        "Дача, баня",
        "Ангар под ключ",
        "Поставка бетона",
        "Окна в школу",
        "Мебель для кафе",
        "Вентиляция, 3 этаж",
        "Забор и ворота",
        "Кухня на заказ",
        "Обслуживание лифтов",
        "Сервер и сеть",
        "Корпоратив на 80 человек",
        "Доставка оборудования",
        "Вывеска на фасад",
    ),
    "uk": (
        "Склад на Лісовій",
        "Ремонт офісу",
        "Дах котеджу",
        "Вікна в садочок",
        "Меблі для кав'ярні",
        "Постачання зерна",
        "Сонячні панелі",
        "Паркан і ворота",
        "Кухня на замовлення",
        "Логістика Одеса — Львів",
        "Генератор 30 кВт",
        "Сайт для клініки",
    ),
    "en": (
        "Warehouse fit-out",
        "Office refurbishment",
        "Roof repair",
        "Annual support plan",
        "Kitchen for a café",
        "Fleet insurance",
        "CRM licences, 40 seats",
        "Packaging line",
        "Solar for the depot",
        "Brand refresh",
    ),
}
DESCRIPTIONS = {
    "ru": ("Просят смету до пятницы", "Нужен замер", "Сравнивают с двумя другими", "Ключи у охраны", ""),
    "uk": ("Просять кошторис до п'ятниці", "Потрібен замір", "Порівнюють з іншими", ""),
    "en": ("Wants a quote by Friday", "Site visit needed", "Comparing three suppliers", ""),
}
TASKS = {
    "ru": (("call", "Позвонить по смете"), ("meeting", "Встреча на объекте"), ("letter", "Отправить договор")),
    "uk": (
        ("call", "Зателефонувати щодо кошторису"),
        ("meeting", "Зустріч на об'єкті"),
        ("letter", "Надіслати договір"),
    ),
    "en": (("call", "Call about the quote"), ("meeting", "Site meeting"), ("letter", "Send the contract")),
}
TALKS = {
    "ru": (
        ("", "Замеры сделаны, чертежи у Ольги"),
        ("", "Решает директор, будет в понедельник"),
        ("call", "Спросили про скидку и сроки"),
        ("call", "Договорились о встрече на объекте"),
        ("email", "Смета во вложении, ждём ответа"),
        ("whatsapp", "Прислали фото площадки"),
    ),
    "uk": (
        ("", "Заміри зроблено, креслення в Ольги"),
        ("", "Вирішує директор, буде в понеділок"),
        ("call", "Питали про знижку і строки"),
        ("call", "Домовилися про зустріч на об'єкті"),
        ("email", "Кошторис у вкладенні, чекаємо на відповідь"),
        ("telegram", "Надіслали фото майданчика"),
    ),
    "en": (
        ("", "Measured up, drawings are with Daria"),
        ("", "The director decides, back on Monday"),
        ("call", "Asked about a discount and the dates"),
        ("call", "Agreed to meet on site"),
        ("email", "Quote attached, waiting for a word"),
        ("whatsapp", "Sent pictures of the site"),
    ),
}
MEMOS = {"ru": "Ключи у охраны", "uk": "Ключі в охорони", "en": "Keys are with the guard"}
TAGS = {
    "ru": ("vip", "опт", "сайт", "повторно", "срочно"),
    "uk": ("vip", "опт", "сайт", "повторно", "терміново"),
    "en": ("vip", "wholesale", "website", "returning", "urgent"),
}
INCOMING = {
    "ru": ("Звонок", "Форма на сайте", "Письмо с почты"),
    "uk": ("Дзвінок", "Форма на сайті", "Лист з пошти"),
    "en": ("Call", "Website form", "E-mail enquiry"),
}
